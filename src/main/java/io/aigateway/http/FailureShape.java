package io.aigateway.http;

import io.aigateway.kernel.Failure;
import io.aigateway.limit.Limits;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the clients of one API family expect failures, where that differs from the usual. */
@FunctionalInterface
public interface FailureShape {

    /**
     * A status and a JSON body.
     *
     * @param status of the response
     * @param body   of the response
     */
    record Reply(int status, Map<String, Object> body) {
        /** The usual body: one member, {@code detail}. */
        public static Reply detail(int status, String detail) {
            return new Reply(status, Map.of("detail", detail));
        }
    }

    /** The answer to a failure; null for the usual one. */
    @Nullable
    Reply of(Failure failure);

    /** Whether clients are told how long to wait. */
    default boolean tellsRetryAfter() {
        return true;
    }

    /** Answers the failures of this request in this shape. */
    default void use(RoutingContext ctx) {
        ctx.put(FailureShape.class.getName(), this);
    }

    /** Whether the request's client is told how long to wait. */
    static boolean tellsRetryAfter(RoutingContext ctx, Failure failure) {
        FailureShape shape = ctx.get(FailureShape.class.getName());
        return shape == null || shape.tellsRetryAfter() || Limits.refused(failure);
    }

    /**
     * The answer that the request's shape has for a failure; null for the usual one. Where the gateway itself asks for a pause, no
     * shape makes a model's failure of it.
     */
    static @Nullable Reply in(RoutingContext ctx, Failure failure) {
        FailureShape shape = ctx.get(FailureShape.class.getName());
        return shape == null || Limits.refused(failure) ? null : shape.of(failure);
    }
}
