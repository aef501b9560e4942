package io.aigateway.observe;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A second of the calendar in UTC, {@code 2026-01-31T23:59:59}, kept until another is asked for. */
final class UtcSecond {
    private long second = Long.MIN_VALUE;
    private byte[] text = {};

    void put(Utf8Buffer to, long epochSecond) {
        if (epochSecond != second) {
            String withZone = Instant.ofEpochSecond(epochSecond).toString();
            text = withZone.substring(0, withZone.length() - 1).getBytes(StandardCharsets.US_ASCII);
            second = epochSecond;
        }
        to.put(text);
    }
}
