package io.aigateway.fakeupstream;

/** Where in an answer a fault happens. */
public enum Place {
    /** Nothing has been said. */
    HEADERS("headers", "before the status line"),
    /** The head is out, and whatever an API sends before its first token. */
    FIRST_TOKEN("first-token", "after the headers, before the first token"),
    /** Tokens are out: one, or as many as {@code after} says. */
    TOKEN("token", "after the first token, or after as many as `after` says"),
    /** Only the end is missing. */
    END("end", "after the last token, before the end of the answer");

    private final String word;
    private final String meaning;

    Place(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    /** How it is written in the name of a fault. */
    public String word() {
        return word;
    }

    /** What it means, for people. */
    public String meaning() {
        return meaning;
    }
}
