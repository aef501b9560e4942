package io.aigateway.app;

import io.aigateway.auth.Authenticator;
import io.aigateway.auth.TokenIssuer;
import io.aigateway.bus.Bus;
import io.aigateway.bus.BusOptions;
import io.aigateway.http.HttpVerticle;
import io.aigateway.http.QuotaGate;
import io.aigateway.http.Routes;
import io.aigateway.http.Scopes;
import io.aigateway.http.blueprint.BlueprintDoor;
import io.aigateway.http.blueprint.BlueprintRoutes;
import io.aigateway.http.blueprint.Renames;
import io.aigateway.http.blueprint.SchemaRoutes;
import io.aigateway.http.blueprint.Schemas;
import io.aigateway.http.blueprint.TelemetryRoutes;
import io.aigateway.http.body.BodyReader;
import io.aigateway.http.gitlab.AgentRoutes;
import io.aigateway.http.gitlab.ChatRoutes;
import io.aigateway.http.gitlab.CodeSuggestionRoutes;
import io.aigateway.http.gitlab.EmbeddingRoutes;
import io.aigateway.http.gitlab.GitLabDoor;
import io.aigateway.http.gitlab.ModelRoutes;
import io.aigateway.http.gitlab.PromptRoutes;
import io.aigateway.http.gitlab.ProxyRoutes;
import io.aigateway.http.gitlab.SearchRoutes;
import io.aigateway.http.gitlab.UserTokenRoutes;
import io.aigateway.http.operations.MonitoringRoutes;
import io.aigateway.limit.UsageQuota;
import io.aigateway.model.ModelCalls;
import io.aigateway.model.Targets;
import io.aigateway.observe.LogContext;
import io.aigateway.observe.NodeMetrics;
import io.aigateway.provider.ProviderHost;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.settings.ServerSettings;
import io.aigateway.settings.VerticleSettings;
import io.aigateway.work.Workers;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** One running gateway: every room, built from its constructor and deployed after what it calls. */
public final class Gateway {
    /** How long a node that joins waits for the others to tell what they serve. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final GatewaySettings settings;
    private final Clock clock = Clock.systemUTC();
    private final Bus bus;
    private final Authenticator authenticator;
    private final TokenIssuer tokens;
    private final Operations operations;
    private final ModelCalls calls;
    private final ProviderRoom providers;
    private final Schemas schemas;
    private final Renames renames;
    private final Limiting limiting;
    private final List<HttpVerticle> doors = new CopyOnWriteArrayList<>();
    private final Deployments deployments;
    private final Departure departure;
    private final Reload reload;
    private final Gossip gossip;

    private Gateway(Vertx vertx, GatewaySettings settings, BusOptions busOptions, SettingsSource source) {
        this.vertx = vertx;
        this.settings = settings;
        this.bus = Bus.on(vertx, busOptions.withHops(LogContext.before(busOptions.hops())));
        this.authenticator = Authenticator.create(vertx, settings.auth(), clock);
        this.gossip = new Gossip(bus, authenticator);
        this.operations = new Operations(
                vertx,
                settings,
                List.of(Dependencies.keys(settings, authenticator), Dependencies.features(settings, bus)));
        this.tokens = TokenIssuer.create(vertx, settings.auth(), clock);
        var targets = new Targets(settings.providers().calls().hedgeShare(), System::nanoTime);
        this.limiting = new Limiting(vertx, bus, busOptions, settings.limits(), operations.meters());
        this.calls = new ModelCalls(ModelCalls.Tools.of(targets, operations.models(), clock), limiting.limits());
        this.schemas = Schemas.read(name -> ConfFiles.read("", "schemas/" + name));
        this.renames = Renames.read(ConfFiles.read("", "schemas/renames.yaml"), "schemas/renames.yaml");
        this.providers = new ProviderRoom(vertx, bus, settings, this::host);
        this.deployments = new Deployments(vertx, settings.verticles());
        this.departure = new Departure(vertx, bus, deployments, settings.server());
        var tools = new Reload.Tools(vertx, bus, operations, calls, limiting.limits(), deployments, this::patience);
        this.reload = new Reload(tools, settings, source);
        NodeMetrics.watch(operations.meters(), bus::exchanges);
    }

    /** Starts a gateway; fails with {@link IllegalArgumentException} when a file of it cannot be used. */
    public static Future<Gateway> start(Vertx vertx, GatewaySettings settings) {
        return start(vertx, settings, BusOptions.defaults());
    }

    /** The same with a bus of its own making, and settings that never change. */
    static Future<Gateway> start(Vertx vertx, GatewaySettings settings, BusOptions busOptions) {
        return start(vertx, settings, busOptions, () -> Future.succeededFuture(settings));
    }

    /** The same with settings that are read anew when it reloads. */
    static Future<Gateway> start(Vertx vertx, GatewaySettings settings, BusOptions busOptions, SettingsSource source) {
        Gateway gateway;
        try {
            gateway = new Gateway(vertx, settings, busOptions, source);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
        return gateway.bus
                .settled(SETTLING)
                .compose(done -> gateway.deployAll())
                .map(gateway);
    }

    public Vertx vertx() {
        return vertx;
    }

    /** Port of the API. */
    public int port() {
        return doors.get(0).port();
    }

    Bus bus() {
        return bus;
    }

    /** Everything that is measured. */
    PrometheusMeterRegistry meters() {
        return operations.meters();
    }

    /** Method and template of each route of the API. */
    Set<String> routes() {
        return doors.get(0).routes().operations();
    }

    /** The same on the port for operators. */
    Set<String> operationsRoutes() {
        return operations.routes().operations();
    }

    /** Port for operators. */
    public int operationsPort() {
        return operations.port();
    }

    /** Whether requests can be served. */
    public boolean isReady() {
        return operations.health().isReady();
    }

    /** Begins to take leave: it is not ready, and other nodes ask it nothing new. Whoever asks it nevertheless is served. */
    public void drain() {
        operations.health().stopping();
        departure.announce();
    }

    /** Stops without cutting anything off: no new requests, then what serves them once it has finished, up to the drain limit. */
    public Future<Void> stop() {
        operations.health().stopping();
        return departure.run().onComplete(done -> operations.close());
    }

    /** What is called comes before what calls it, so that the first request already finds everyone. */
    private Future<Void> deployAll() {
        if (settings.verticles().runs(VerticleSettings.HTTP)) {
            authenticator.warmUp();
        }
        return operations
                .deploy(
                        () -> doors.isEmpty() ? 0 : port(),
                        new Operations.Levers(this::drain, reload::run, reload::state))
                .onSuccess(ids -> ids.forEach(deployments::add))
                .compose(done -> limiting.deploy(deployments))
                .compose(done -> providers.deploy(deployments))
                .compose(done -> reload.start())
                .compose(done -> deployDoor())
                .onSuccess(done -> {
                    operations.health().started();
                    reload.prepare();
                });
    }

    private ProviderHost host(String provider) {
        return gossip.about(operations.hosts().of(provider));
    }

    /** A node that serves no clients has a door all the same, for those who ask whether it lives. */
    private Future<Void> deployDoor() {
        return settings.verticles().runs(VerticleSettings.HTTP)
                ? deployments.deploy(VerticleSettings.HTTP, this::door)
                : deployments.deploy(1, () -> door(List.of(monitoring()), List.of()));
    }

    private MonitoringRoutes monitoring() {
        return new MonitoringRoutes(
                operations.health()::isReady, VerticleSettings.FEATURES, feature -> bus.isServed(feature + "."));
    }

    /** How long an old state of the features may go on; not at all when the node has taken its leave. */
    private Duration patience() {
        return departure.isOver() ? Duration.ZERO : settings.server().drainTimeout();
    }

    private Map<String, List<String>> disallowedFlags() {
        return reload.conf().settings().features().disallowedFlags();
    }

    private HttpVerticle door() {
        ServerSettings server = settings.server();
        var bodies = new BodyReader(server.maxBodyBytes(), server.bodyTimeout());
        var scopes = new Scopes(bus, clock, server.requestTimeout());
        var quota = UsageQuota.create(vertx, settings.auth(), clock, operations.quota());
        String environment = settings.models().environment();
        var gitlab = new GitLabDoor(scopes, bodies, quota, environment);
        var gate = new QuotaGate(quota, environment);
        var workers = new Workers(vertx);
        var blueprints = new BlueprintDoor(scopes, bodies, gate, schemas, renames, workers);
        List<Routes> publicRoutes = List.of(
                monitoring(),
                new SchemaRoutes(schemas),
                new ModelRoutes(() -> reload.conf().catalogue().definitions(), this::disallowedFlags));
        List<Routes> protectedRoutes = List.of(
                limiting.gates(),
                new BlueprintRoutes(blueprints, settings.prompts().duoCoreCutOff(), clock),
                new TelemetryRoutes(blueprints),
                new CodeSuggestionRoutes(gitlab, settings.models().location(), clock),
                new UserTokenRoutes(gitlab, tokens),
                new PromptRoutes(gitlab),
                new ChatRoutes(gitlab, settings.prompts().duoCoreCutOff(), clock),
                new AgentRoutes(gitlab, settings.prompts().usageEvents()),
                new ProxyRoutes(gitlab, settings.proxy(), reload.conf().unitPrimitives(), workers),
                new EmbeddingRoutes(gitlab, workers),
                new SearchRoutes(gitlab, clock),
                operations.documentation());
        return door(publicRoutes, protectedRoutes);
    }

    private HttpVerticle door(List<Routes> publicRoutes, List<Routes> protectedRoutes) {
        var door = new HttpVerticle(
                settings, authenticator, operations.http(), this::disallowedFlags, publicRoutes, protectedRoutes);
        doors.add(door);
        return door;
    }
}
