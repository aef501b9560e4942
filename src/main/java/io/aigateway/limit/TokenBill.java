package io.aigateway.limit;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;

/**
 * The tokens that were set aside for one question, until it is known what it used: by the provider's count where there is one, else by
 * an estimate of what was read and written. Exactly one of its ends counts, the first. Confined to one event loop.
 */
public final class TokenBill {
    /** Characters of code and prose in Latin script that make up a token, about. Any other character is about one. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    private static final int LAST_LATIN = 0x24F;

    private final Admission admission;
    private final long read;
    private long written;

    TokenBill(Admission admission, long read) {
        this.admission = admission;
        this.read = read;
    }

    /** About how many tokens a text is. */
    public static long estimate(String text) {
        long others = 0;
        for (int i = 0; i < text.length(); i++) {
            others += text.charAt(i) > LAST_LATIN ? 1 : 0;
        }
        return others + (text.length() - others + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }

    /** Some of the answer has come. */
    public void wrote(long tokens) {
        written += tokens;
    }

    /** The answer is there, and its provider counted. */
    public void used(long tokens) {
        close(tokens);
    }

    /** The answer is there, and nobody counted. */
    public void usedUncounted() {
        close(read + written);
    }

    /** There is no answer, or not all of it. What was written, or given up on while the model was at it, is paid for. */
    public void failed(Failure why) {
        boolean begun = written > 0 || why.kind() == Kind.CANCELLED || why.kind() == Kind.TIMED_OUT;
        close(begun ? read + written : 0);
    }

    /** Nothing was asked. */
    public void unused() {
        close(0);
    }

    private void close(long tokens) {
        admission.settle(tokens);
        admission.leave();
    }
}
