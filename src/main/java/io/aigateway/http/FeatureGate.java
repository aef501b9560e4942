package io.aigateway.http;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.kernel.Feature;
import io.aigateway.observe.LimitMetrics;
import io.aigateway.resilience.Bulkhead;
import io.aigateway.resilience.Bulkhead.Place;
import io.aigateway.resilience.ConcurrencyLimit;
import io.aigateway.settings.LimitSettings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one feature from taking everything: of each, so many requests are under way at once and a few wait for a short time. Who
 * finds no room is sent away before its body is read. One gate for all event loops.
 */
public final class FeatureGate implements Routes {
    private static final Failure BUSY =
            new Failure(Kind.OVERLOADED, "Too many requests are under way", 1, 0, List.of());

    private final Map<Feature, Bulkhead> places = new EnumMap<>(Feature.class);
    private final long maxWaitMillis;
    private final LimitMetrics metrics;

    public FeatureGate(LimitSettings settings, LimitMetrics metrics) {
        this.maxWaitMillis = settings.maxWait().toMillis();
        this.metrics = metrics;
        for (Feature feature : Feature.values()) {
            ConcurrencyLimit limit = ConcurrencyLimit.fixed(settings.concurrency(feature));
            var bulkhead = new Bulkhead(feature.key(), limit, settings.maxWaiting(), System::nanoTime);
            places.put(feature, bulkhead);
            metrics.watch(feature.key(), bulkhead::underWay, bulkhead::waiting);
        }
    }

    @Override
    public void mountOn(Router router) {
        router.route().handler(this::enter);
    }

    private void enter(RoutingContext ctx) {
        Feature feature = FeaturePaths.of(ctx);
        @Nullable Bulkhead bulkhead = feature == null ? null : places.get(feature);
        if (feature == null || bulkhead == null) {
            ctx.next();
            return;
        }
        Place place = bulkhead.enter();
        ctx.addEndHandler(over -> place.leave());
        if (place.isInside()) {
            ctx.next();
        } else {
            waitFor(place, ctx).onComplete(inside -> ctx.next(), cause -> refuse(ctx, feature, cause));
        }
    }

    private Future<Place> waitFor(Place place, RoutingContext ctx) {
        Promise<Place> entered = Promise.promise();
        long timer = ctx.vertx().setTimer(maxWaitMillis, late -> entered.tryFail(BUSY.asException()));
        Future.fromCompletionStage(place.entered(), ctx.vertx().getOrCreateContext())
                .onComplete(entered::tryComplete, entered::tryFail);
        ctx.addEndHandler(left -> entered.tryFail(BUSY.asException()));
        return entered.future().onComplete(done -> ctx.vertx().cancelTimer(timer));
    }

    private void refuse(RoutingContext ctx, Feature feature, Throwable cause) {
        if (ctx.response().closed() || ctx.response().ended()) {
            return;
        }
        if (FailureException.failureIn(cause).kind() == Kind.OVERLOADED) {
            metrics.sentAway(feature.key());
        }
        ctx.request().resume();
        ctx.fail(cause);
    }
}
