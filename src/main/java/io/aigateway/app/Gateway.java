package io.aigateway.app;

import io.aigateway.auth.Authenticator;
import io.aigateway.auth.TokenIssuer;
import io.aigateway.auth.UnitPrimitives;
import io.aigateway.blueprint.BlueprintFile;
import io.aigateway.blueprint.BlueprintVerticle;
import io.aigateway.bus.Bus;
import io.aigateway.bus.BusOptions;
import io.aigateway.chat.ChatFile;
import io.aigateway.chat.ChatVerticle;
import io.aigateway.codesuggestions.CodeSuggestionsVerticle;
import io.aigateway.codesuggestions.SuggestionsFile;
import io.aigateway.codesuggestions.core.Languages;
import io.aigateway.embeddings.EmbeddingsVerticle;
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
import io.aigateway.limit.UsageQuota;
import io.aigateway.model.Catalogue;
import io.aigateway.model.EmbeddingModels;
import io.aigateway.model.ModelCalls;
import io.aigateway.model.Models;
import io.aigateway.model.Targets;
import io.aigateway.observe.LogContext;
import io.aigateway.observe.ModelMetrics;
import io.aigateway.observe.NodeMetrics;
import io.aigateway.observe.SuggestionMetrics;
import io.aigateway.prompts.PromptsVerticle;
import io.aigateway.provider.Provider;
import io.aigateway.provider.ProviderHost;
import io.aigateway.provider.ProviderVerticle;
import io.aigateway.provider.SearchEngine;
import io.aigateway.provider.SearchEngineVerticle;
import io.aigateway.provider.mock.MockVerticle;
import io.aigateway.proxy.ProxyVerticle;
import io.aigateway.registry.PromptModels;
import io.aigateway.registry.PromptRenderer;
import io.aigateway.registry.Prompts;
import io.aigateway.search.SearchVerticle;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.settings.ProviderSettings;
import io.aigateway.settings.ServerSettings;
import io.aigateway.settings.VerticleSettings;
import io.aigateway.telemetry.TelemetryVerticle;
import io.aigateway.work.Workers;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

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
    private final Catalogue catalogue;
    private final Models models;
    private final EmbeddingModels embeddingModels;
    private final SuggestionsFile suggestions;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ModelMetrics modelMetrics = new ModelMetrics(meters);
    private final SuggestionMetrics suggestionMetrics = new SuggestionMetrics(meters);
    private final ModelCalls calls;
    private final ChatFile chat;
    private final BlueprintFile blueprint;
    private final Schemas schemas;
    private final Renames renames;
    private final PromptModels promptModels;
    private final PromptRenderer renderer;
    private final UnitPrimitives unitPrimitives;
    private final Map<String, Supplier<Provider>> providers;
    private final Supplier<SearchEngine> searchEngine;
    private final List<HttpVerticle> doors = new CopyOnWriteArrayList<>();
    private final Deployments deployments;
    private final Departure departure;
    private final Readiness readiness;
    private final Gossip gossip;

    private Gateway(Vertx vertx, GatewaySettings settings, BusOptions busOptions) {
        this.vertx = vertx;
        this.settings = settings;
        this.bus = Bus.on(
                vertx,
                busOptions.withOnEnter((context, header) -> LogContext.setCorrelationId(context, header.requestId())));
        this.authenticator = Authenticator.create(vertx, settings.auth(), clock);
        this.gossip = new Gossip(bus, authenticator);
        this.tokens = TokenIssuer.create(vertx, settings.auth(), clock);
        String file = settings.models().catalogueFile();
        this.catalogue = Catalogue.read(
                ConfFiles.read(file, "models.yaml"), "models.yaml", settings.models(), settings.providers());
        var targets = new Targets(settings.providers().calls().hedgeShare(), System::nanoTime);
        this.calls = new ModelCalls(ModelCalls.Tools.of(targets, modelMetrics, clock));
        this.models = new Models(catalogue, settings.models());
        this.embeddingModels = new EmbeddingModels(catalogue, models, settings.models());
        String rules = ConfFiles.read(settings.models().suggestionsFile(), "code-suggestions.yaml");
        this.suggestions = SuggestionsFile.read(rules, "code-suggestions.yaml");
        this.blueprint = BlueprintFile.read(ConfFiles.read("", "blueprint.yaml"), "blueprint.yaml");
        this.schemas = Schemas.read(name -> ConfFiles.read("", "schemas/" + name));
        this.renames = Renames.read(ConfFiles.read("", "schemas/renames.yaml"), "schemas/renames.yaml");
        this.chat = ChatFile.read(ConfFiles.read("", "chat.yaml"), "chat.yaml");
        Prompts prompts = Prompts.read(ConfFiles.prompts(settings.prompts().folder()));
        this.promptModels = new PromptModels(prompts, models, settings.prompts());
        this.renderer = new PromptRenderer(prompts, Clock.system(ZoneId.systemDefault()));
        String primitives = ConfFiles.read(settings.proxy().unitPrimitivesFile(), "unit-primitives.yaml");
        this.unitPrimitives = UnitPrimitives.read(primitives, "unit-primitives.yaml");
        this.providers = Providers.of(vertx, settings.providers());
        this.searchEngine = Providers.searchEngine(vertx, settings.search());
        this.deployments = new Deployments(vertx, settings.verticles());
        this.departure = new Departure(vertx, bus, deployments, settings.server());
        this.readiness = new Readiness(settings, authenticator, bus, departure);
        NodeMetrics.watch(meters, bus::exchanges);
    }

    /** Starts a gateway; fails with {@link IllegalArgumentException} when a file of it cannot be used. */
    public static Future<Gateway> start(Vertx vertx, GatewaySettings settings) {
        return start(vertx, settings, BusOptions.defaults());
    }

    /** The same with a bus of its own making: in a cluster, or for tests. */
    static Future<Gateway> start(Vertx vertx, GatewaySettings settings, BusOptions busOptions) {
        Gateway gateway;
        try {
            gateway = new Gateway(vertx, settings, busOptions);
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

    /** Everything that is measured. */
    PrometheusMeterRegistry meters() {
        return meters;
    }

    /** Whether requests can be served. */
    public boolean isReady() {
        return readiness.isReady();
    }

    /** Begins to take leave: it is not ready, and other nodes ask it nothing new. Whoever asks it nevertheless is served. */
    public void drain() {
        departure.announce();
    }

    /** Stops without cutting anything off: no new requests, then what serves them once it has finished, up to the drain limit. */
    public Future<Void> stop() {
        return departure.run();
    }

    /** What is called comes before what calls it, so that the first request already finds everyone. */
    private Future<Void> deployAll() {
        if (settings.verticles().runs(VerticleSettings.HTTP)) {
            authenticator.warmUp();
        }
        return deployProviders()
                .compose(done -> deploy("codesuggestions", this::codeSuggestions))
                .compose(done ->
                        deploy("prompts", () -> PromptsVerticle.create(bus, models, promptModels, renderer, calls)))
                .compose(done -> deploy("chat", this::chat))
                .compose(done -> deploy("blueprint", this::blueprint))
                .compose(done -> deploy("telemetry", this::telemetry))
                .compose(done -> deploy("proxy", () -> ProxyVerticle.create(bus, models)))
                .compose(done -> deploy("embeddings", () -> new EmbeddingsVerticle(bus, embeddingModels, calls)))
                .compose(done ->
                        deploy("search", () -> new SearchVerticle(bus, settings.search(), settings.models(), calls)))
                .compose(done -> deployDoor());
    }

    private Future<Void> deployProviders() {
        ProviderSettings all = settings.providers();
        ProviderHost engine = host(searchEngine.get().name());
        Future<Void> deployed = deploy(VerticleSettings.PROVIDER + MockVerticle.NAME, () -> new MockVerticle(bus))
                .compose(done -> deploy(
                        VerticleSettings.PROVIDER + "vertexsearch",
                        () -> new SearchEngineVerticle(bus, all, engine, searchEngine)));
        for (Map.Entry<String, Supplier<Provider>> provider : providers.entrySet()) {
            ProviderHost host = host(provider.getKey());
            deployed = deployed.compose(done -> deploy(
                    VerticleSettings.PROVIDER + provider.getKey(),
                    () -> new ProviderVerticle(bus, all, host, provider.getValue())));
        }
        return deployed;
    }

    private ProviderHost host(String provider) {
        return gossip.about(
                new ProviderHost(vertx, provider, settings.providers().calls(), modelMetrics));
    }

    private Future<Void> deploy(String part, Supplier<Deployable> verticle) {
        return deployments.deploy(part, verticle);
    }

    /** A node that serves no clients has a door all the same, for those who ask whether it lives. */
    private Future<Void> deployDoor() {
        return settings.verticles().runs(VerticleSettings.HTTP)
                ? deploy(VerticleSettings.HTTP, this::door)
                : deployments.deploy(1, () -> door(List.of(readiness.routes()), List.of()));
    }

    private CodeSuggestionsVerticle codeSuggestions() {
        var parts = new CodeSuggestionsVerticle.Parts(models, promptModels, renderer, calls);
        return CodeSuggestionsVerticle.create(bus, parts, suggestions, settings.features());
    }

    private ChatVerticle chat() {
        var parts = new ChatVerticle.Parts(models, promptModels, renderer, calls, chat, settings.prompts());
        return ChatVerticle.create(bus, parts);
    }

    private BlueprintVerticle blueprint() {
        var parts =
                new BlueprintVerticle.Parts(models, calls, blueprint, suggestions::goesOnWithText, Languages::reported);
        return BlueprintVerticle.create(bus, parts);
    }

    private TelemetryVerticle telemetry() {
        return TelemetryVerticle.create(bus, catalogue, Languages::known, suggestionMetrics);
    }

    private HttpVerticle door() {
        ServerSettings server = settings.server();
        var bodies = new BodyReader(server.maxBodyBytes(), server.bodyTimeout());
        var scopes = new Scopes(bus, clock, server.requestTimeout());
        var quota = UsageQuota.create(vertx, settings.auth(), clock);
        String environment = settings.models().environment();
        var gitlab = new GitLabDoor(scopes, bodies, quota, environment);
        var gate = new QuotaGate(quota, environment);
        var workers = new Workers(vertx);
        var blueprints = new BlueprintDoor(scopes, bodies, gate, schemas, renames, workers);
        List<Routes> publicRoutes = List.of(
                readiness.routes(),
                new SchemaRoutes(schemas),
                new ModelRoutes(catalogue.definitions(), settings.features().disallowedFlags()));
        List<Routes> protectedRoutes = List.of(
                new BlueprintRoutes(blueprints, settings.prompts().duoCoreCutOff(), clock),
                new TelemetryRoutes(blueprints),
                new CodeSuggestionRoutes(gitlab, settings.models().location(), clock),
                new UserTokenRoutes(gitlab, tokens),
                new PromptRoutes(gitlab),
                new ChatRoutes(gitlab, settings.prompts().duoCoreCutOff(), clock),
                new AgentRoutes(gitlab, settings.prompts().usageEvents()),
                new ProxyRoutes(gitlab, settings.proxy(), unitPrimitives, workers),
                new EmbeddingRoutes(gitlab, workers),
                new SearchRoutes(gitlab, clock));
        return door(publicRoutes, protectedRoutes);
    }

    private HttpVerticle door(List<Routes> publicRoutes, List<Routes> protectedRoutes) {
        var door = new HttpVerticle(settings, authenticator, publicRoutes, protectedRoutes);
        doors.add(door);
        return door;
    }
}
