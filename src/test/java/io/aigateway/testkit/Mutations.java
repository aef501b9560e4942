package io.aigateway.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Inputs made of others by small changes, always the same for the same seed. */
public final class Mutations {
    private static final List<String> WORDS = List.of(
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\n",
            "\r\n",
            "null",
            "true",
            "-1",
            "1e999",
            "\\u0000",
            "\\ud800",
            "%2e",
            "%2F",
            "/../",
            "data: ",
            "\u00e9",
            "\ufeff",
            "9999999999999999999",
            "\"\":",
            "\u0000");

    private final Random random;

    public Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** A changed copy. */
    public byte[] of(byte[] input) {
        byte[] changed = input;
        for (int i = random.nextInt(4); i >= 0; i--) {
            changed = once(changed);
        }
        return changed;
    }

    private byte[] once(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int to = Math.min(input.length, at + random.nextInt(1 + random.nextInt(32)));
        byte[] middle = switch (random.nextInt(4)) {
            case 0 -> WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
            case 1 -> new byte[] {(byte) random.nextInt(256)};
            case 2 -> slice(input, at, to, 2);
            default -> new byte[0];
        };
        var changed = new ByteArrayOutputStream();
        changed.write(input, 0, at);
        changed.writeBytes(middle);
        changed.write(input, to, input.length - to);
        return changed.toByteArray();
    }

    private static byte[] slice(byte[] input, int from, int to, int times) {
        var repeated = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            repeated.write(input, from, to - from);
        }
        return repeated.toByteArray();
    }
}
