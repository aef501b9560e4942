package io.aigateway.app;

import io.aigateway.http.operations.MetricsRoutes;
import io.aigateway.http.operations.MonitoringRoutes;
import io.aigateway.http.operations.OperationsVerticle;
import io.aigateway.observe.EventLoopLagVerticle;
import io.aigateway.observe.HttpMetrics;
import io.aigateway.observe.ModelMetrics;
import io.aigateway.observe.ProcessMetrics;
import io.aigateway.observe.ProviderMetrics;
import io.aigateway.observe.QuotaMetrics;
import io.aigateway.observe.SuggestionMetrics;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.work.Workers;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What operators see of one gateway: its meters, and the port where they are read. */
final class Operations {
    private final Vertx vertx;
    private final GatewaySettings settings;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ModelMetrics models = new ModelMetrics(meters);
    private final ProviderMetrics providers = new ProviderMetrics(meters);
    private final HttpMetrics http = new HttpMetrics(meters);
    private final QuotaMetrics quota = new QuotaMetrics(meters);
    private final SuggestionMetrics suggestions = new SuggestionMetrics(meters);
    private final ProcessMetrics process = ProcessMetrics.in(meters);
    private volatile int port;

    Operations(Vertx vertx, GatewaySettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        process.info(Version.current());
        process.limits(settings.operations().engineLimits());
        if (settings.operations().countThreads()) {
            process.countThreads();
        }
    }

    PrometheusMeterRegistry meters() {
        return meters;
    }

    ModelMetrics models() {
        return models;
    }

    ProviderMetrics providers() {
        return providers;
    }

    HttpMetrics http() {
        return http;
    }

    QuotaMetrics quota() {
        return quota;
    }

    SuggestionMetrics suggestions() {
        return suggestions;
    }

    /** Port for operators, once deployed. */
    int port() {
        return port;
    }

    /** Opens the port for operators; gives the ids of what was deployed. */
    Future<List<String>> deploy(BooleanSupplier ready) {
        process.ready(ready);
        var loops = new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        var door = new OperationsVerticle(
                settings.server(), List.of(new MonitoringRoutes(ready), new MetricsRoutes(meters, new Workers(vertx))));
        return vertx.deployVerticle(door)
                .onSuccess(id -> port = door.port())
                .compose(id -> vertx.deployVerticle(() -> new EventLoopLagVerticle(meters), loops)
                        .map(lag -> List.of(id, lag)));
    }

    void close() {
        process.close();
        meters.close();
    }
}
