package io.aigateway.model.api;

import java.util.Map;

/**
 * How long each part of a call to a model may take, in milliseconds.
 *
 * @param connect       until there is a connection
 * @param firstByte     from there until the head of a streamed answer
 * @param firstToken    from there until its first token
 * @param betweenTokens from one token to the next
 * @param total         the whole call; the only one beside {@code connect} that holds for an answer that is not streamed
 */
public record Clocks(long connect, long firstByte, long firstToken, long betweenTokens, long total) {

    /** The clock of one part. */
    public enum Clock {
        CONNECT("connect", "The provider could not be reached in time"),
        FIRST_BYTE("first_byte", "The provider did not begin to answer in time"),
        FIRST_TOKEN("first_token", "The model did not say its first word in time"),
        BETWEEN_TOKENS("between_tokens", "The model fell silent in the middle of its answer"),
        TOTAL("total", "The model did not finish its answer in time");

        private final String key;
        private final String detail;

        Clock(String key, String detail) {
            this.key = key;
            this.detail = detail;
        }

        /** Its name in settings and metrics. */
        public String key() {
            return key;
        }

        /** What is said when it runs out. */
        public String detail() {
            return detail;
        }
    }

    /** Where nothing is said. */
    public static final Clocks USUAL = new Clocks(5_000, 60_000, 60_000, 60_000, 600_000);

    /** The same with those of the other, by key, in seconds. */
    public Clocks with(Map<String, Double> seconds) {
        return new Clocks(
                millis(seconds, Clock.CONNECT, connect),
                millis(seconds, Clock.FIRST_BYTE, firstByte),
                millis(seconds, Clock.FIRST_TOKEN, firstToken),
                millis(seconds, Clock.BETWEEN_TOKENS, betweenTokens),
                millis(seconds, Clock.TOTAL, total));
    }

    private static long millis(Map<String, Double> seconds, Clock clock, long otherwise) {
        Double given = seconds.get(clock.key());
        return given == null ? otherwise : Math.round(given * 1000);
    }

    /**
     * The same where a request has no more than so many milliseconds for a whole answer, or for the first token of a stream; a
     * stream as a whole has the {@code total} that it had.
     */
    public Clocks within(long millis) {
        return new Clocks(
                Math.min(connect, millis),
                Math.min(firstByte, millis),
                Math.min(firstToken, millis),
                betweenTokens,
                Math.min(total, millis));
    }
}
