package io.aigateway.codesuggestions.core;

/**
 * A completion as the model wrote it.
 *
 * @param score              how sure the model is; higher is surer. {@link #NO_SCORE} when it does not say
 * @param outputLimitReached whether the model stopped because it had used all tokens it was given
 */
public record RawCompletion(String text, double score, boolean outputLimitReached) {
    /** Above any threshold. */
    public static final double NO_SCORE = 100_000;

    /** A completion of which nothing but the text is known. */
    public static RawCompletion of(String text) {
        return new RawCompletion(text, NO_SCORE, false);
    }

    /** The length only: a record prints everything by default, and this is generated code. */
    @Override
    public String toString() {
        return "RawCompletion[text: " + text.length() + ", score: " + score + ", outputLimitReached: "
                + outputLimitReached + "]";
    }
}
