package io.aigateway.provider;

import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A {@code POST} to a provider.
 *
 * @param uri     absolute
 * @param headers names and values; credentials are among them
 * @param body    JSON
 */
public record UpstreamCall(URI uri, Map<String, String> headers, Buffer body) {

    /** The same call with more headers; those given here win. */
    public UpstreamCall with(Map<String, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        var all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new UpstreamCall(uri, all, body);
    }

    /** Where it goes: headers hold credentials and the body somebody's text. */
    @Override
    public String toString() {
        return "UpstreamCall[" + uri.getRawAuthority() + "]";
    }
}
