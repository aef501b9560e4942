package io.aigateway.provider;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lengths of time as OpenAI and Google write them: decimal numbers with a unit each, e.g. {@code 6m0s}, {@code 120ms},
 * {@code 0.5s}. Not ISO 8601. Source: Go's {@code time.ParseDuration}.
 */
final class GoDuration {
    private static final int MAX_LENGTH = 40;
    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,12})?)(ns|us|µs|μs|ms|s|m|h)");
    private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + ")+");
    private static final Map<String, Double> NANOS =
            Map.of("ns", 1.0, "us", 1e3, "µs", 1e3, "μs", 1e3, "ms", 1e6, "s", 1e9, "m", 60e9, "h", 3600e9);

    private GoDuration() {}

    /** The length, or nothing when {@code text} is not of that form. */
    static Optional<Duration> parse(String text) {
        if (text.length() > MAX_LENGTH || !WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        double nanos = 0;
        for (Matcher part = PART.matcher(text); part.find(); ) {
            nanos += Double.parseDouble(part.group(1)) * NANOS.getOrDefault(part.group(2), 0.0);
        }
        return Optional.of(Duration.ofNanos(Math.round(nanos))); // rounding stops at 292 years
    }
}
