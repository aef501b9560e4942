package io.aigateway.fakeupstream;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 250ms}, {@code 2s}, {@code 1m}. */
public final class Times {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private Times() {}

    /** A time in milliseconds; negative when it is none. */
    public static long millis(String text) {
        Matcher found = TIME.matcher(text);
        if (!found.matches()) {
            return -1;
        }
        long number = Long.parseLong(found.group(1));
        return switch (found.group(2)) {
            case "ms" -> number;
            case "s" -> number * 1000;
            default -> number * 60_000;
        };
    }
}
