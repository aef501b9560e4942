package io.aigateway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long a provider asks to wait. It can say so in five ways; the first that is there counts: {@code retry-after-ms},
 * {@code retry-after}, Google's {@code RetryInfo}, Anthropic's and OpenAI's times at which a limit is reset.
 */
final class RetryAfter {
    /** No provider asks for more than a day; one that seems to has sent something else. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");
    private static final String RETRY_INFO = "google.rpc.RetryInfo";
    private static final List<Limit> ANTHROPIC_LIMITS = Stream.of("requests", "tokens", "input-tokens", "output-tokens")
            .map(what ->
                    new Limit("anthropic-ratelimit-" + what + "-remaining", "anthropic-ratelimit-" + what + "-reset"))
            .toList();
    private static final List<Limit> OPENAI_LIMITS = Stream.of("requests", "tokens")
            .map(what -> new Limit("x-ratelimit-remaining-" + what, "x-ratelimit-reset-" + what))
            .toList();

    private final Clock clock;

    RetryAfter(Clock clock) {
        this.clock = clock;
    }

    /** A limit and when it is reset, by the names of their headers. */
    private record Limit(String remaining, String reset) {}

    /**
     * The wait in seconds, rounded up; 0 when nothing is said.
     *
     * @param limits whether the headers about limits count too: they come with every response, and mean a wait only when a limit
     *               was the reason for the failure
     */
    long seconds(MultiMap headers, JsonNode error, boolean limits) {
        Optional<Duration> wait = number(headers.get("retry-after-ms"), 1)
                .or(() -> number(headers.get("retry-after"), 1000))
                .or(() -> untilDate(headers.get("retry-after")))
                .or(() -> retryInfo(error));
        if (limits) {
            wait = wait.or(() -> longest(headers, ANTHROPIC_LIMITS, this::untilTime))
                    .or(() -> longest(headers, OPENAI_LIMITS, GoDuration::parse));
        }
        return wait.map(RetryAfter::wholeSeconds).orElse(0L);
    }

    /** The wait that is named inside an error document. */
    static long seconds(JsonNode error) {
        return retryInfo(error).map(RetryAfter::wholeSeconds).orElse(0L);
    }

    private static long wholeSeconds(Duration wait) {
        if (wait.isNegative()) {
            return 0;
        }
        Duration bounded = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        return bounded.plusNanos(999_999_999).toSeconds();
    }

    private static Optional<Duration> number(@Nullable String text, int millisPerUnit) {
        return text != null && NUMBER.matcher(text.trim()).matches()
                ? Optional.of(Duration.ofMillis((long) Math.ceil(Double.parseDouble(text.trim()) * millisPerUnit)))
                : Optional.empty();
    }

    private Optional<Duration> untilDate(@Nullable String text) {
        return until(text, value -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value)));
    }

    private Optional<Duration> untilTime(String text) {
        return until(text, Instant::parse);
    }

    private Optional<Duration> until(@Nullable String text, Function<String, Instant> parser) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.between(clock.instant(), parser.apply(text.trim())));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> retryInfo(JsonNode error) {
        for (JsonNode detail : error.path("details")) {
            if (detail.path("@type").asText().endsWith(RETRY_INFO)) {
                return GoDuration.parse(detail.path("retryDelay").asText());
            }
        }
        return Optional.empty();
    }

    /** The longest wait for a limit that is used up; when none says that it is, the longest of all. */
    private static Optional<Duration> longest(
            MultiMap headers, List<Limit> limits, Function<String, Optional<Duration>> parser) {
        List<Limit> usedUp = limits.stream()
                .filter(limit -> "0".equals(headers.get(limit.remaining())))
                .toList();
        return (usedUp.isEmpty() ? limits : usedUp)
                .stream()
                        .map(limit -> headers.get(limit.reset()))
                        .filter(Objects::nonNull)
                        .flatMap(text -> parser.apply(text).stream())
                        .max(Duration::compareTo);
    }
}
