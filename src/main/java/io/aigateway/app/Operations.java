package io.aigateway.app;

import io.aigateway.http.RouteTemplates;
import io.aigateway.http.operations.ApiDocument;
import io.aigateway.http.operations.DocumentationRoutes;
import io.aigateway.http.operations.DrainRoutes;
import io.aigateway.http.operations.Health;
import io.aigateway.http.operations.LoggingRoutes;
import io.aigateway.http.operations.MetricsRoutes;
import io.aigateway.http.operations.OperationsVerticle;
import io.aigateway.http.operations.ReloadRoutes;
import io.aigateway.http.operations.ReloadRoutes.State;
import io.aigateway.http.operations.Status;
import io.aigateway.http.operations.StatusRoutes;
import io.aigateway.model.Discretion;
import io.aigateway.observe.EventLoopLagVerticle;
import io.aigateway.observe.HttpMetrics;
import io.aigateway.observe.ModelMetrics;
import io.aigateway.observe.ProcessMetrics;
import io.aigateway.observe.ProviderMetrics;
import io.aigateway.observe.QuotaMetrics;
import io.aigateway.observe.SuggestionMetrics;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.settings.RedactionSettings;
import io.aigateway.work.Workers;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What operators see of one gateway: its meters, and the port where they are read. */
final class Operations {
    private final Vertx vertx;
    private final GatewaySettings settings;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ModelMetrics models = new ModelMetrics(meters);
    private final Hosts hosts;
    private final HttpMetrics http = new HttpMetrics(meters);
    private final QuotaMetrics quota = new QuotaMetrics(meters);
    private final SuggestionMetrics suggestions = new SuggestionMetrics(meters);
    private final ProcessMetrics process = ProcessMetrics.in(meters);
    private final Health health;
    private final DocumentationRoutes documentation;
    private volatile @Nullable OperationsVerticle door;

    /**
     * Nothing listens yet.
     *
     * @param parts what requests cannot be served without, and what they can
     */
    Operations(Vertx vertx, GatewaySettings settings, List<Health.Part> parts) {
        this.vertx = vertx;
        this.settings = settings;
        this.hosts = new Hosts(vertx, settings.providers().calls(), new ProviderMetrics(meters));
        this.health = new Health(Stream.concat(
                        parts.stream(),
                        Stream.of(Dependencies.providers(settings, hosts), Dependencies.documentation(settings, hosts)))
                .toList());
        this.documentation = new DocumentationRoutes(
                settings.operations(), () -> ApiDocument.of(ConfFiles.openApi()), new Workers(vertx));
        process.info(Version.current());
        process.ready(health::isReady);
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

    Hosts hosts() {
        return hosts;
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

    /** What a feature keeps from models; nothing unless the settings say so. */
    Optional<Discretion> discretion(RedactionSettings redaction, String feature) {
        return Discretions.of(redaction, feature, meters, vertx);
    }

    /** Port for operators, once deployed. */
    int port() {
        return Objects.requireNonNull(door).port();
    }

    Health health() {
        return health;
    }

    /** Documentation of the API, for its door. */
    DocumentationRoutes documentation() {
        return documentation;
    }

    /** Method and template of each route for operators. */
    RouteTemplates routes() {
        return Objects.requireNonNull(door).routes();
    }

    /**
     * What operators can do to a gateway.
     *
     * @param state what is in force
     */
    record Levers(Runnable drain, Supplier<Future<State>> reload, Supplier<State> state) {}

    /** Opens the port for operators; gives the ids of what was deployed. */
    Future<List<String>> deploy(IntSupplier apiPort, Levers levers) {
        var loops = new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        var status = new Status(Version.current(), settings, health, hosts::troubled, apiPort, levers.state());
        var door = new OperationsVerticle(
                settings,
                List.of(
                        new StatusRoutes(health, status),
                        new DrainRoutes(levers.drain()),
                        new ReloadRoutes(levers.reload()),
                        new LoggingRoutes(),
                        new MetricsRoutes(meters, new Workers(vertx))));
        return vertx.deployVerticle(door)
                .onSuccess(id -> this.door = door)
                .compose(id -> vertx.deployVerticle(() -> new EventLoopLagVerticle(meters), loops)
                        .map(lag -> List.of(id, lag)));
    }

    void close() {
        process.close();
        meters.close();
    }
}
