package io.aigateway.proxy.api;

import java.util.Map;

/**
 * Asks for a call to be made that was admitted before.
 *
 * @param call    what is asked; checked again
 * @param headers of the request, by names in lower case; those that are not forwarded are left out
 * @param body    of the request, to be sent byte for byte
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; it is sent once and dropped
public record ForwardAsked(AdmissionAsked call, Map<String, String> headers, byte[] body) {
    public ForwardAsked {
        headers = Map.copyOf(headers);
    }

    /** Sizes only: it is somebody's text. */
    @Override
    public String toString() {
        return "ForwardAsked[" + call + ", headers: " + headers.keySet() + ", body: " + body.length + "]";
    }
}
