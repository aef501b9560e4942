package io.aigateway.fakeupstream;

/** A number that says more about a fault. */
public enum FaultOption {
    AFTER("after", 1, 1_000_000, 1, "tokens before it happens, at `@token`"),
    FOR("for", 0, 3_600_000, 1000, "how long, such as `250ms`, `2s` or `1m`"),
    EVERY("every", 1, 3_600_000, 10, "pause between two pieces, such as `10ms`"),
    BYTES("bytes", 1, 1_048_576, 1, "size of a piece, in bytes"),
    STATUS("status", 400, 599, 500, "the error's status"),
    RETRY_AFTER("retry-after", 0, 86_400, 0, "the pause asked for, in seconds; 0 for none"),
    MIB("mib", 1, 4096, 64, "size in MiB"),
    TOKENS("tokens", 0, 1_000_000, 24, "how many");

    private final String word;
    private final long least;
    private final long most;
    private final long usual;
    private final String meaning;

    FaultOption(String word, long least, long most, long usual, String meaning) {
        this.word = word;
        this.least = least;
        this.most = most;
        this.usual = usual;
        this.meaning = meaning;
    }

    /** How it is written behind a fault. */
    public String word() {
        return word;
    }

    /** What it is when nothing is said; times are in milliseconds. */
    public long usual() {
        return usual;
    }

    /** What it means, for people. */
    public String meaning() {
        return meaning;
    }

    /** Whether it is a time, which has a unit. */
    public boolean isTime() {
        return this == FOR || this == EVERY;
    }

    /**
     * Reads a value; times come in milliseconds.
     *
     * @throws IllegalArgumentException when it is no number, lacks its unit or is out of bounds
     */
    long read(String text) {
        long value = isTime() ? Times.millis(text) : number(text);
        if (value < least || value > most) {
            throw refused(text);
        }
        return value;
    }

    private static long number(String text) {
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : -1;
    }

    private IllegalArgumentException refused(String text) {
        String unit = isTime() ? " with ms, s or m behind it" : "";
        String bounds = isTime() ? least + "ms to " + most / 1000 + "s" : least + " to " + most;
        return new IllegalArgumentException(word + ": " + text + " (expected: a number" + unit + ", " + bounds + ")");
    }
}
