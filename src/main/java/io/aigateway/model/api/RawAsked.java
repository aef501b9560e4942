package io.aigateway.model.api;

import java.util.List;
import java.util.Map;

/**
 * Calls a provider's own API. The provider adds its address and credential and changes nothing else.
 *
 * @param target  where the model is
 * @param path    below the root of the provider's API, with its query; begins with a slash. The provider does not check it
 * @param headers to send, by names in lower case; no credentials
 * @param wanted  names of the headers of the answer that shall come back, in lower case
 * @param body    to send, byte for byte
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; it is sent once and dropped
public record RawAsked(Target target, String path, Map<String, String> headers, List<String> wanted, byte[] body) {
    public RawAsked {
        headers = Map.copyOf(headers);
        wanted = List.copyOf(wanted);
    }

    /** Sizes only: it is somebody's text. */
    @Override
    public String toString() {
        return "RawAsked[" + target.provider() + ", " + path + ", body: " + body.length + "]";
    }
}
