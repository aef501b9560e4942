package io.aigateway.app;

import io.aigateway.bus.BusOptions;
import io.aigateway.cluster.ClusterNode;
import io.aigateway.cluster.TestNodes;
import io.aigateway.observe.Traces;
import io.aigateway.settings.Environment;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.testkit.FakeIssuer;
import io.aigateway.testkit.FakeToken;
import io.aigateway.testkit.FakeUpstream;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Scrape;
import io.aigateway.testkit.TestKeys;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A whole gateway on a free port, with a fake OIDC issuer before it and one fake upstream in the place of all providers, each under
 * a path of its own. Tests talk to it over real HTTP.
 */
public final class TestGateway implements AutoCloseable {
    /** Values that must never show up in a log or an answer. */
    public static final String ANTHROPIC_KEY = "planted-anthropic-key";

    public static final String FIREWORKS_KEY = "planted-fireworks-key";
    public static final String OPENAI_KEY = "planted-openai-key";
    public static final String MISTRAL_KEY = "planted-mistral-key";
    public static final String GOOGLE_TOKEN = "planted-google-token";

    /** The user of every token that is not made otherwise. */
    public static final String USER = "7lq3mB0l6cP0nQ1cJ2Xx2m1k9u2qvUu0m8m2bq7cJ4Y=";

    private final Vertx vertx;
    private final FakeIssuer issuer;
    private final FakeUpstream upstream;
    private final Gateway gateway;
    private final Map<String, String> texts;
    private final HttpClient http;

    private TestGateway(
            Vertx vertx, FakeIssuer issuer, FakeUpstream upstream, Gateway gateway, Map<String, String> texts) {
        this.vertx = vertx;
        this.issuer = issuer;
        this.upstream = upstream;
        this.gateway = gateway;
        this.texts = texts;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** Starts a gateway; the settings given are laid over those that point at the fakes. */
    public static TestGateway start(String... namesAndValues) {
        return start(BusOptions.defaults(), namesAndValues);
    }

    /** The same with a bus of its own making. */
    public static TestGateway start(BusOptions bus, String... namesAndValues) {
        Map<String, String> given = given(namesAndValues);
        Traces traces = traces(given);
        Vertx vertx = LocalVertx.create(Main.options(2), traces.http());
        // What is outside of the gateway is traced by others.
        Vertx outside = traces == Traces.NONE ? vertx : Vertx.vertx();
        BusOptions traced = traces == Traces.NONE ? bus : bus.withHops(traces.bus());
        FakeIssuer issuer = FakeIssuer.start(outside);
        return start(vertx, issuer, OnLoop.await(FakeUpstream.start(outside)), traced, given);
    }

    /** A node of a cluster, before fakes that others have, too. */
    public static TestGateway join(
            ClusterNode node, FakeIssuer issuer, FakeUpstream upstream, String... namesAndValues) {
        return join(node, issuer, upstream, Traces.NONE, namesAndValues);
    }

    /** The same with spans that go where {@code traces} says, like those of the node. */
    public static TestGateway join(
            ClusterNode node, FakeIssuer issuer, FakeUpstream upstream, Traces traces, String... namesAndValues) {
        BusOptions bus = BusOptions.defaults()
                .withMembers(node.members(), TestNodes.SILENCE_LIMIT)
                .withHops(traces.bus());
        return start(node.vertx(), issuer, upstream, bus, given(namesAndValues));
    }

    private static Map<String, String> given(String... namesAndValues) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            given.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return given;
    }

    private static TestGateway start(
            Vertx vertx, FakeIssuer issuer, FakeUpstream upstream, BusOptions bus, Map<String, String> given) {
        Map<String, String> texts = settings(issuer, upstream);
        texts.putAll(given);
        GatewaySettings settings = GatewaySettings.from(Environment.of(texts));
        SettingsSource source =
                () -> Future.succeededFuture(texts).map(Environment::of).map(GatewaySettings::from);
        Gateway gateway = OnLoop.await(Gateway.start(vertx, settings, bus, source));
        return new TestGateway(vertx, issuer, upstream, gateway, texts);
    }

    private static Traces traces(Map<String, String> given) {
        boolean wanted = given.keySet().stream().anyMatch(name -> name.startsWith("OTEL_"));
        return wanted ? Traces.of(GatewaySettings.from(Environment.of(given)).traces()) : Traces.NONE;
    }

    /** The same with a model catalogue that is the product's, changed. */
    public static TestGateway startWithModels(UnaryOperator<String> change, String... namesAndValues) {
        try {
            String models = Files.readString(Path.of("conf/models.yaml"));
            String changed = change.apply(models);
            if (changed.equals(models)) {
                throw new AssertionError("the catalogue was not changed");
            }
            Path file = Files.createTempFile("models", ".yaml");
            file.toFile().deleteOnExit();
            Files.writeString(file, changed);
            String[] all = Arrays.copyOf(namesAndValues, namesAndValues.length + 2);
            all[namesAndValues.length] = "AIGW_MODEL_CATALOGUE_FILE";
            all[namesAndValues.length + 1] = file.toString();
            return start(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The sum of a metric's values, as a scrape gives them.
     *
     * @param labels part of its labels, e.g. {@code clock="total"}; empty for all
     */
    public double metric(String name, String labels) {
        return gateway.meters()
                .scrape()
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains(labels))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** All that is measured, as a scrape gives it. */
    public String metrics() {
        return gateway.meters().scrape();
    }

    private static Map<String, String> settings(FakeIssuer issuer, FakeUpstream upstream) {
        var texts = new ConcurrentHashMap<String, String>();
        texts.put("AIGW_FASTAPI__API_HOST", "127.0.0.1");
        texts.put("AIGW_FASTAPI__API_PORT", "0");
        texts.put("AIGW_FASTAPI__METRICS_HOST", "127.0.0.1");
        texts.put("AIGW_FASTAPI__METRICS_PORT", "0");
        texts.put("AIGW_HTTP__DRAIN_TIMEOUT", "0.1");
        texts.put("AIGW_PROVIDERS__RETRIES", "0");
        texts.put("AIGW_CUSTOM_MODELS__ALLOWED_ADDRESSES", "127.0.0.0/8");
        texts.put("AIGW_GITLAB_URL", issuer.url().toString());
        texts.put("AIGW_CUSTOMER_PORTAL_URL", issuer.url().toString());
        texts.put(
                "AIGW_SELF_SIGNED_JWT__SIGNING_KEY",
                TestKeys.pem(TestKeys.pair(7).getPrivate()));
        texts.put("ANTHROPIC_API_KEY", ANTHROPIC_KEY);
        texts.put("ANTHROPIC_BASE_URL", upstream.url() + "/anthropic");
        texts.put("OPENAI_API_KEY", OPENAI_KEY);
        texts.put("OPENAI_BASE_URL", upstream.url() + "/openai/v1");
        texts.put("AIGW_MODEL_KEYS__FIREWORKS_PROVIDER_API_KEY", FIREWORKS_KEY);
        texts.put("AIGW_FIREWORKS_API_BASE_URL", upstream.url() + "/fireworks/v1");
        texts.put("AIGW_MODEL_KEYS__MISTRAL_API_KEY", MISTRAL_KEY);
        texts.put("MISTRAL_BASE_URL", upstream.url() + "/mistral/v1");
        texts.put("AIGW_GOOGLE_CLOUD_PLATFORM__PROJECT", "fixture-project");
        texts.put("AIGW_VERTEX_TEXT_MODEL__ENDPOINT", upstream.url());
        texts.put("AIGW_VERTEX_SEARCH__ENDPOINT", upstream.url() + "/search");
        texts.put("GCE_METADATA_HOST", "127.0.0.1:" + upstream.port());
        return texts;
    }

    /** How far the counters with this name and these labels have come, together. */
    public double count(String name, String... namesAndValues) {
        return gateway.meters().find(name).tags(namesAndValues).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** What the timers with this name and these labels have measured, together. */
    public double milliseconds(String name, String... namesAndValues) {
        return gateway.meters().find(name).tags(namesAndValues).timers().stream()
                .mapToDouble(timer -> timer.totalTime(TimeUnit.MILLISECONDS))
                .sum();
    }

    /** Another value of a setting, for the next reload. */
    public void set(String name, String value) {
        texts.put(name, value);
    }

    public FakeIssuer issuer() {
        return issuer;
    }

    public FakeUpstream upstream() {
        return upstream;
    }

    public Vertx vertx() {
        return vertx;
    }

    public int port() {
        return gateway.port();
    }

    /** Method and template of each route of the API. */
    public Set<String> routes() {
        return gateway.routes();
    }

    /** The same on the port for operators. */
    public Set<String> operationsRoutes() {
        return gateway.operationsRoutes();
    }

    public int operationsPort() {
        return gateway.operationsPort();
    }

    /** Asks the port for operators. */
    public Answer operations(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + operationsPort() + path))
                .timeout(Duration.ofSeconds(OnLoop.PATIENCE_SECONDS))
                .header("Content-Type", "application/json");
        return anonymous()
                .exchange(request.method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    /** What Prometheus reads. */
    public Scrape scrape() {
        return Scrape.of(operations("GET", "/metrics", "").text());
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** A request of GitLab Rails, whose token grants these unit primitives. */
    public Call rails(String... unitPrimitives) {
        return as(issuer.token().scopes(unitPrimitives));
    }

    /** A request with this token and the headers that go with it. */
    public Call as(FakeToken token) {
        return new Call(new HashMap<>(token.headers(USER)));
    }

    /** A request without any token. */
    public Call anonymous() {
        return new Call(new HashMap<>());
    }

    @Override
    public void close() {
        OnLoop.await(gateway.stop());
        OnLoop.await(vertx.close());
    }

    /** A request that is being put together. */
    public final class Call {
        private final Map<String, String> headers;

        private Call(Map<String, String> headers) {
            this.headers = headers;
            headers.putIfAbsent("Content-Type", "application/json");
        }

        public Call header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        public Call without(String name) {
            headers.keySet().removeIf(name::equalsIgnoreCase);
            return this;
        }

        public Map<String, String> headers() {
            return headers;
        }

        public Answer post(String path, String body) {
            return send(path, "POST", HttpRequest.BodyPublishers.ofString(body));
        }

        public Answer post(String path, byte[] body) {
            return send(path, "POST", HttpRequest.BodyPublishers.ofByteArray(body));
        }

        public Answer send(String method, String path) {
            return send(path, method, HttpRequest.BodyPublishers.noBody());
        }

        private Answer send(String path, String method, HttpRequest.BodyPublisher body) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(OnLoop.PATIENCE_SECONDS));
            headers.forEach(request::header);
            return exchange(request.method(method, body).build());
        }

        private Answer exchange(HttpRequest request) {
            try {
                return new Answer(http.send(request, BodyHandlers.ofByteArray()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }

        /** The status of an answer that is cut off, and what came of it. */
        public String postAndSeeItCut(String path, String body) {
            return RawClient.seeItCut(port(), path, headers, body);
        }

        /** Opens a connection of its own and sends the request; the test reads as it likes. */
        public RawClient open(String path, String body) {
            return RawClient.post(port(), path, headers, body);
        }
    }

    /** What came back. */
    public record Answer(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        public String text() {
            return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
        }

        public com.fasterxml.jackson.databind.JsonNode json() {
            try {
                return io.aigateway.wire.Json.read(response.body());
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + text(), e);
            }
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
