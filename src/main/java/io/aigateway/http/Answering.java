package io.aigateway.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/** A route as a function: it answers the client and says when that is done; what it throws or fails with goes to the failure handler. */
public final class Answering implements Handler<RoutingContext> {
    private final Function<RoutingContext, Future<Void>> answer;

    private Answering(Function<RoutingContext, Future<Void>> answer) {
        this.answer = answer;
    }

    /** A handler that answers with {@code answer}. */
    public static Answering with(Function<RoutingContext, Future<Void>> answer) {
        return new Answering(answer);
    }

    @Override
    public void handle(RoutingContext ctx) {
        answer.apply(ctx).onFailure(cause -> fail(ctx, cause));
    }

    private static void fail(RoutingContext ctx, Throwable cause) {
        if (!ctx.response().closed() && !ctx.response().ended()) {
            ctx.fail(cause);
        }
    }
}
