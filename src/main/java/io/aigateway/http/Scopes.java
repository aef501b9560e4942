package io.aigateway.http;

import io.aigateway.bus.Bus;
import io.aigateway.bus.Header;
import io.aigateway.bus.Scope;
import io.aigateway.kernel.Deadline;
import io.aigateway.kernel.Purpose;
import io.aigateway.observe.Traceparent;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;

/** Opens the life of a request on the bus: it ends when the client leaves, and at the latest at its deadline. */
public final class Scopes {
    private final Bus bus;
    private final Clock clock;
    private final Duration patience;

    /**
     * Scopes.
     *
     * @param patience how long a request may take as a whole
     */
    public Scopes(Bus bus, Clock clock, Duration patience) {
        this.bus = bus;
        this.clock = clock;
        this.patience = patience;
    }

    /** The scope of this request. */
    public Scope open(RoutingContext ctx) {
        Purpose purpose = purpose(ctx);
        RequestLog.write(ctx, purpose);
        var header = new Header(
                RequestIds.of(ctx),
                Callers.of(ctx),
                Deadline.after(patience, clock),
                Traceparent.current(ctx.request().getHeader("traceparent")),
                purpose,
                LimitGate.spenderOf(ctx));
        Scope scope = bus.scope(header);
        ctx.addEndHandler(over -> scope.cancel());
        return scope;
    }

    private static Purpose purpose(RoutingContext ctx) {
        return new Purpose(
                AccessLog.noted(ctx, AccessLog.FEATURE_CATEGORY),
                AccessLog.noted(ctx, AccessLog.UNIT_PRIMITIVE),
                LogPermission.of(ctx));
    }
}
