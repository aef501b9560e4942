package io.aigateway.provider;

import io.aigateway.kernel.Failure;
import io.aigateway.wire.Bytes;
import io.aigateway.wire.Json;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Makes calls that carry JSON. */
public final class JsonCalls {
    private static final String MARKS = "!#$%&'*+.^_`|~-";

    private JsonCalls() {}

    /**
     * A call.
     *
     * @param streaming whether the answer shall come as server-sent events
     * @param headers   of the API, credentials included
     * @param more      of the target; they win over the others
     * @param body      anything that {@link Json} can write
     * @throws io.aigateway.kernel.FailureException when a name or value cannot stand in a header, e.g. a key with a line break
     */
    public static UpstreamCall post(
            URI uri, boolean streaming, Map<String, String> headers, Map<String, String> more, Object body) {
        var all = new LinkedHashMap<String, String>();
        all.put("content-type", "application/json");
        all.put("accept", streaming ? "text/event-stream" : "application/json");
        addTo(all, headers);
        addTo(all, more);
        return new UpstreamCall(uri, all, Bytes.wrap(Json.write(body)));
    }

    /**
     * A call whose body is sent as it is.
     *
     * @param headers     of the caller
     * @param credentials they win over the caller's
     * @throws io.aigateway.kernel.FailureException when a name or value cannot stand in a header
     */
    public static UpstreamCall raw(URI uri, Map<String, String> headers, Map<String, String> credentials, byte[] body) {
        var all = new LinkedHashMap<String, String>();
        // The answer goes to the caller as it comes, without the header that would say how it is packed.
        all.put("accept-encoding", "identity");
        addTo(all, headers);
        addTo(all, credentials);
        return new UpstreamCall(uri, all, Bytes.wrap(body));
    }

    private static void addTo(Map<String, String> all, Map<String, String> headers) {
        headers.forEach((name, value) -> {
            if (!isName(name) || !isValue(value)) {
                throw Failure.invalid("A header for the model, or its key, has characters that cannot be sent")
                        .asException();
            }
            all.put(name.toLowerCase(Locale.ROOT), value);
        });
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Tabs, and what Latin-1 has beside control characters. */
    private static boolean isValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c > 0xFF || c == 0x7F || (c < ' ' && c != '\t')) {
                return false;
            }
        }
        return true;
    }
}
