package io.aigateway.model.api;

import java.util.Map;

/** A part of a provider's answer as it was sent: a head and any number of pieces, or one refusal. */
public sealed interface RawEvent {

    /**
     * The beginning of an answer.
     *
     * @param status  below 400
     * @param headers those that were wanted, by names in lower case
     * @param length  of the body in bytes; -1 when the provider does not say
     */
    record Head(int status, Map<String, String> headers, long length) implements RawEvent {
        public Head {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * The next bytes of the body; where one ends and the next begins means nothing.
     *
     * @param bytes at least one
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; it is written once and dropped
    record Piece(byte[] bytes) implements RawEvent {
        @Override
        public String toString() {
            return "Piece[" + bytes.length + "]";
        }
    }

    /**
     * An error, whole. Nothing comes after it.
     *
     * @param status 400 or above
     * @param body   at most 64 KiB of it; may be empty
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; it is read once and dropped
    record Refusal(int status, byte[] body) implements RawEvent {
        @Override
        public String toString() {
            return "Refusal[" + status + ", body: " + body.length + "]";
        }
    }
}
