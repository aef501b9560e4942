package io.aigateway.app;

import io.aigateway.bus.BusOptions;
import io.aigateway.cluster.ClusterNode;
import io.aigateway.observe.Traces;
import io.aigateway.settings.GatewaySettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.function.Function;

/** Starts a gateway as a node of a cluster. Apart from {@link Main}, so that a gateway that stands alone loads nothing of it. */
final class Clustered {
    private Clustered() {}

    static Future<Gateway> start(
            VertxOptions options, GatewaySettings settings, Traces traces, Function<Vertx, SettingsSource> source) {
        return ClusterNode.join(options, settings.cluster(), traces.http()).compose(node -> {
            BusOptions bus = BusOptions.defaults()
                    .withHops(traces.bus())
                    .withMembers(node.members(), settings.cluster().silenceLimit());
            return Gateway.start(node.vertx(), settings, bus, source.apply(node.vertx()));
        });
    }
}
