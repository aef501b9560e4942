package io.aigateway.limit;

import io.aigateway.kernel.Spender;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** What requests are told apart by. */
enum LimitKey {
    INSTANCE,
    USER,
    REALM,
    API_KEY,
    FEATURE,
    MODEL;

    /** Longer values are counted under their digest, in characters. */
    private static final int MAX_VALUE = 128;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** Its name in the file. */
    String word() {
        return word;
    }

    /** The value that a request has; may be empty. */
    String of(Spender who, String model) {
        return switch (this) {
            case INSTANCE -> bounded(who.instance());
            case USER -> bounded(who.user());
            case REALM -> bounded(who.realm());
            case API_KEY -> bounded(who.subject());
            case FEATURE -> who.feature();
            case MODEL -> bounded(model);
        };
    }

    /** What a counter is told apart by: users of two instances are two, whatever they call themselves. */
    String counted(Spender who, String model) {
        return this == USER ? INSTANCE.of(who, model) + '/' + of(who, model) : of(who, model);
    }

    private static String bounded(String value) {
        if (value.length() <= MAX_VALUE) {
            return value;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
