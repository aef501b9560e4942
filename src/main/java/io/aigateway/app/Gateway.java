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
import io.aigateway.http.FeatureGate;
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
import io.aigateway.model.Catalogue;
import io.aigateway.model.EmbeddingModels;
import io.aigateway.model.ModelCalls;
import io.aigateway.model.Models;
import io.aigateway.model.Targets;
import io.aigateway.observe.LimitMetrics;
import io.aigateway.observe.LogContext;
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
import io.aigateway.telemetry.TelemetryVerticle;
import io.aigateway.work.Workers;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** One running gateway: every room, built from its constructor and deployed after what it calls. */
public final class Gateway {
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
    private final Operations operations;
    private final ModelCalls calls;
    private final ChatFile chat;
    private final BlueprintFile blueprint;
    private final Schemas schemas;
    private final Renames renames;
    private final PromptModels promptModels;
    private final PromptRenderer renderer;
    private final UnitPrimitives unitPrimitives;
    private final List<Supplier<Provider>> providers;
    private final Supplier<SearchEngine> searchEngine;
    private final FeatureGate features;
    private final List<HttpVerticle> doors = new CopyOnWriteArrayList<>();
    private final List<String> deployments = new ArrayList<>();

    private Gateway(Vertx vertx, GatewaySettings settings, BusOptions busOptions) {
        this.vertx = vertx;
        this.settings = settings;
        this.bus = Bus.on(
                vertx,
                busOptions.withOnEnter(
                        (context, header) -> LogContext.setRequest(context, header.requestId(), header.caller())));
        this.authenticator = Authenticator.create(vertx, settings.auth(), clock);
        this.operations = new Operations(vertx, settings, List.of(Dependencies.keys(settings, authenticator)));
        this.tokens = TokenIssuer.create(vertx, settings.auth(), clock);
        String file = settings.models().catalogueFile();
        this.catalogue = Catalogue.read(
                ConfFiles.read(file, "models.yaml"), "models.yaml", settings.models(), settings.providers());
        var targets = new Targets(settings.providers().calls().hedgeShare(), System::nanoTime);
        this.calls = new ModelCalls(ModelCalls.Tools.of(targets, operations.models(), clock));
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
        this.features = new FeatureGate(settings.limits(), new LimitMetrics(operations.meters()));
    }

    /** Starts a gateway; fails with {@link IllegalArgumentException} when a file of it cannot be used. */
    public static Future<Gateway> start(Vertx vertx, GatewaySettings settings) {
        return start(vertx, settings, BusOptions.defaults());
    }

    /** The same with a bus of its own making; for tests. */
    static Future<Gateway> start(Vertx vertx, GatewaySettings settings, BusOptions busOptions) {
        Gateway gateway;
        try {
            gateway = new Gateway(vertx, settings, busOptions);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
        return gateway.deployAll().map(gateway);
    }

    /** Port of the API. */
    public int port() {
        return doors.get(0).port();
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

    /** Stops in reverse: no new requests, then what serves them. */
    public Future<Void> stop() {
        operations.health().stopping();
        Future<Void> stopped = Future.succeededFuture();
        for (int i = deployments.size() - 1; i >= 0; i--) {
            String deployment = deployments.get(i);
            stopped = stopped.compose(done -> vertx.undeploy(deployment)).otherwiseEmpty();
        }
        return stopped.onComplete(done -> operations.close());
    }

    /** What is called comes before what calls it, so that the first request already finds everyone. */
    private Future<Void> deployAll() {
        authenticator.warmUp();
        return operations
                .deploy(() -> doors.isEmpty() ? 0 : port())
                .onSuccess(deployments::addAll)
                .compose(done -> deployProviders())
                .compose(done -> deploy(this::codeSuggestions))
                .compose(done -> deploy(() -> PromptsVerticle.create(bus, models, promptModels, renderer, calls)))
                .compose(done -> deploy(this::chat))
                .compose(done -> deploy(this::blueprint))
                .compose(done -> deploy(this::telemetry))
                .compose(done -> deploy(() -> ProxyVerticle.create(bus, models, operations.models())))
                .compose(done -> deploy(() -> new EmbeddingsVerticle(bus, embeddingModels, calls)))
                .compose(done -> deploy(() -> new SearchVerticle(bus, settings.search(), settings.models(), calls)))
                .compose(done -> deploy(this::door))
                .onSuccess(done -> operations.health().started());
    }

    private Future<Void> deployProviders() {
        ProviderSettings all = settings.providers();
        ProviderHost engine = operations.hosts().of(searchEngine.get().name());
        Future<Void> deployed = deploy(() -> new MockVerticle(bus))
                .compose(done -> deploy(() -> new SearchEngineVerticle(bus, all, engine, searchEngine)));
        for (Supplier<Provider> provider : providers) {
            ProviderHost host = operations.hosts().of(provider.get().name());
            deployed = deployed.compose(done -> deploy(() -> new ProviderVerticle(bus, all, host, provider)));
        }
        return deployed;
    }

    private Future<Void> deploy(Supplier<Deployable> verticle) {
        var options = new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        return vertx.deployVerticle(verticle, options)
                .onSuccess(deployments::add)
                .mapEmpty();
    }

    private CodeSuggestionsVerticle codeSuggestions() {
        var parts = new CodeSuggestionsVerticle.Parts(models, promptModels, renderer, calls, operations.suggestions());
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
        return TelemetryVerticle.create(bus, catalogue, Languages::known, operations.suggestions());
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
                new MonitoringRoutes(operations.health()),
                new SchemaRoutes(schemas),
                new ModelRoutes(catalogue.definitions(), settings.features().disallowedFlags()));
        List<Routes> protectedRoutes = List.of(
                features,
                new BlueprintRoutes(blueprints, settings.prompts().duoCoreCutOff(), clock),
                new TelemetryRoutes(blueprints),
                new CodeSuggestionRoutes(gitlab, settings.models().location(), clock),
                new UserTokenRoutes(gitlab, tokens),
                new PromptRoutes(gitlab),
                new ChatRoutes(gitlab, settings.prompts().duoCoreCutOff(), clock),
                new AgentRoutes(gitlab, settings.prompts().usageEvents()),
                new ProxyRoutes(gitlab, settings.proxy(), unitPrimitives, workers),
                new EmbeddingRoutes(gitlab, workers),
                new SearchRoutes(gitlab, clock),
                operations.documentation());
        var door = new HttpVerticle(settings, authenticator, operations.http(), publicRoutes, protectedRoutes);
        doors.add(door);
        return door;
    }
}
