package io.aigateway.provider;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The credentials that a call carries. A provider that refuses a key sometimes says which one, and a proxy passes what it says on to a
 * caller who must not know it.
 */
final class SentKeys {
    private static final Set<String> CARRIERS = Set.of("authorization", "x-api-key", "api-key", "x-goog-api-key");

    /** What is shorter is no key, and would be found in many a word. */
    private static final int SHORTEST = 8;

    private final List<String> keys;

    private SentKeys(List<String> keys) {
        this.keys = keys;
    }

    static SentKeys in(UpstreamCall call) {
        return new SentKeys(call.headers().entrySet().stream()
                .filter(header -> CARRIERS.contains(header.getKey().toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getValue)
                .map(value -> value.substring(value.indexOf(' ') + 1))
                .filter(key -> key.length() >= SHORTEST)
                .toList());
    }

    /** The same text with stars where a key was; the very same bytes where none was. */
    byte[] hiddenIn(byte[] text) {
        // One byte is one character here, so that bytes that are no text stay what they are.
        String before = new String(text, StandardCharsets.ISO_8859_1);
        String after = before;
        for (String key : keys) {
            after = after.replace(key, "***");
        }
        return after.equals(before) ? text : after.getBytes(StandardCharsets.ISO_8859_1);
    }
}
