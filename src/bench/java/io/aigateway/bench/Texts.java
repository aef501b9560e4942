package io.aigateway.bench;

/** Text of any length that can stand in JSON as it is. */
final class Texts {
    private static final String WORDS =
            "the gateway passes on what a model says as soon as it says it, and keeps nothing of it for itself. ";

    private Texts() {}

    static String of(int characters) {
        return WORDS.repeat(characters / WORDS.length() + 1).substring(0, characters);
    }
}
