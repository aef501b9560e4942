package io.aigateway.limit;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;

/**
 * The tokens that were set aside for one question, until it is known what it used: by the provider's count where there is one, else by
 * an estimate of what was read and written. Exactly one of its ends counts, the first. Confined to one event loop.
 */
public final class TokenBill {
    private final Admission admission;
    private final long read;
    private long written;

    TokenBill(Admission admission, long read) {
        this.admission = admission;
        this.read = read;
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
