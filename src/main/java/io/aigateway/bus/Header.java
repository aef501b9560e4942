package io.aigateway.bus;

import io.aigateway.kernel.Caller;
import io.aigateway.kernel.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * What an envelope says about the request its message belongs to. It is the same on every hop.
 *
 * @param requestId   correlation id, as the caller gave it or made by the gateway
 * @param caller      who asks
 * @param deadline    when nobody waits any more
 * @param traceparent W3C trace context, or null when the request is not traced
 */
public record Header(
        String requestId,
        Caller caller,
        Deadline deadline,
        @Nullable String traceparent) {

    /** The same request with less time. */
    public Header within(Deadline earlier) {
        return new Header(requestId, caller, deadline.orEarlier(earlier), traceparent);
    }
}
