package io.aigateway.bus;

import io.aigateway.kernel.Caller;
import io.aigateway.kernel.Deadline;
import io.aigateway.kernel.Purpose;
import io.aigateway.kernel.Spender;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an envelope says about the request its message belongs to. It is the same on every hop, but for the place in a trace.
 *
 * @param requestId   correlation id, as the caller gave it or made by the gateway
 * @param caller      who asks
 * @param deadline    when nobody waits any more
 * @param traceparent W3C trace context, or null when the request is not traced
 * @param purpose     what the request is for
 * @param spender     whom it is counted for
 */
public record Header(
        String requestId,
        Caller caller,
        Deadline deadline,
        @Nullable String traceparent,
        Purpose purpose,
        Spender spender) {

    public Header {
        purpose = Objects.requireNonNullElse(purpose, Purpose.UNKNOWN); // a node one release older sends none
        spender = Objects.requireNonNullElse(spender, Spender.NOBODY); // the same
    }

    /** A request of which nobody knows what it is for. */
    public Header(String requestId, Caller caller, Deadline deadline, @Nullable String traceparent) {
        this(requestId, caller, deadline, traceparent, Purpose.UNKNOWN);
    }

    /** A request that is counted for nobody. */
    public Header(String requestId, Caller caller, Deadline deadline, @Nullable String traceparent, Purpose purpose) {
        this(requestId, caller, deadline, traceparent, purpose, Spender.NOBODY);
    }

    /** The same request at the next step of its trace. */
    public Header withTraceparent(String next) {
        return new Header(requestId, caller, deadline, next, purpose, spender);
    }

    /** The same request with less time. */
    public Header within(Deadline earlier) {
        return new Header(requestId, caller, deadline.orEarlier(earlier), traceparent, purpose, spender);
    }
}
