package io.aigateway.app;

import io.aigateway.bus.Bus;
import io.aigateway.bus.BusOptions;
import io.aigateway.bus.Members;
import io.aigateway.http.FeatureGate;
import io.aigateway.http.LimitGate;
import io.aigateway.http.Routes;
import io.aigateway.limit.ClusterLimits;
import io.aigateway.limit.Limits;
import io.aigateway.observe.LimitMetrics;
import io.aigateway.settings.LimitSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What keeps callers and features within their limits. */
final class Limiting {
    private final Limits limits;
    private final @Nullable ClusterLimits cluster;
    private final Routes gates;

    Limiting(Vertx vertx, Bus bus, BusOptions options, LimitSettings settings, MeterRegistry meters) {
        var metrics = new LimitMetrics(meters);
        var clock = Clock.systemUTC();
        Members members = options.members();
        if (members == null) {
            this.cluster = null;
            this.limits = Limits.here(settings.maxCounters(), metrics, clock::millis);
        } else {
            var parts =
                    new ClusterLimits.Settings(settings.maxCounters(), settings.ownerTimeout(), options.silenceLimit());
            this.cluster = new ClusterLimits(vertx, bus, members.self(), parts, clock);
            this.limits = cluster.limits(metrics);
        }
        var callers = new LimitGate(limits);
        var features = new FeatureGate(settings, metrics);
        this.gates = router -> {
            callers.mountOn(router);
            features.mountOn(router);
        };
    }

    /** Limits of callers, without policies until some are put in force. */
    Limits limits() {
        return limits;
    }

    /** What requests have to pass before they reach a route. */
    Routes gates() {
        return gates;
    }

    /** Starts what counts for other nodes. */
    Future<Void> deploy(Deployments deployments) {
        ClusterLimits parts = cluster;
        return parts == null ? Future.succeededFuture() : deployments.deploy(1, parts::verticle);
    }
}
