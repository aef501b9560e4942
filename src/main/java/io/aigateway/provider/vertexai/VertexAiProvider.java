package io.aigateway.provider.vertexai;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.Secret;
import io.aigateway.model.api.EmbedAsked;
import io.aigateway.model.api.Embedded;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.Target;
import io.aigateway.provider.AnswerReader;
import io.aigateway.provider.Embedder;
import io.aigateway.provider.JsonCalls;
import io.aigateway.provider.Provider;
import io.aigateway.provider.RawProvider;
import io.aigateway.provider.SseAnswerReader;
import io.aigateway.provider.UpstreamCall;
import io.aigateway.provider.UpstreamErrors;
import io.aigateway.provider.google.GoogleCredentials;
import io.aigateway.provider.vectors.VectorAnswer;
import io.aigateway.settings.ProviderSettings;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Google Vertex AI. A target's {@code api} names the family of models: {@code gemini} (also when empty), {@code claude} or
 * {@code codestral}. The token of the gateway goes to Google, or to the endpoint of the settings, and nowhere else: a target with
 * an endpoint of its own needs a key of its own. Sources: Vertex AI reference; Anthropic's reference for Vertex AI.
 */
public final class VertexAiProvider implements Provider, Embedder {
    private static final String GOOGLE = "google";
    private static final int MAX_URIS = 1_000;

    /** Where vectors are made when nobody says: not every model is at the global endpoint. */
    private static final String USUAL_LOCATION_OF_VECTORS = "us-central1";

    private static final Map<String, ModelFamily> FAMILIES = Map.of(
            "", new GeminiFamily(),
            "gemini", new GeminiFamily(),
            "claude", new ClaudeFamily(),
            "codestral", new CodestralFamily());

    private final ProviderSettings.Vertex settings;
    private final GoogleCredentials credentials;
    private final UpstreamErrors errors = new UpstreamErrors(Clock.systemUTC());

    /** Callers can name models: the least recently used ones are forgotten. */
    private final Cache<Place, URI> uris =
            Caffeine.newBuilder().maximumSize(MAX_URIS).build();

    public VertexAiProvider(ProviderSettings.Vertex settings, GoogleCredentials credentials) {
        this.settings = settings;
        this.credentials = credentials;
    }

    @Override
    public String name() {
        return "vertexai";
    }

    @Override
    public Future<UpstreamCall> call(ModelAsked asked, boolean streaming) {
        return Future.succeededFuture(asked).compose(question -> callFor(question, streaming));
    }

    @Override
    public ModelAnswered read(ModelAsked asked, byte[] body) {
        return familyOf(asked).read(asked, body);
    }

    @Override
    public AnswerReader reader(ModelAsked asked) {
        return new SseAnswerReader(familyOf(asked).events(asked));
    }

    @Override
    public Failure explain(int status, MultiMap headers, byte[] body) {
        if (status == 401) {
            credentials.forget();
        }
        return errors.explain(status, headers, body);
    }

    @Override
    public RawProvider raw() {
        return new VertexRaw(settings, credentials);
    }

    @Override
    public Future<UpstreamCall> callToEmbed(EmbedAsked asked) {
        return Future.succeededFuture(asked).compose(this::callFor);
    }

    @Override
    public Embedded readEmbedded(EmbedAsked asked, byte[] body) {
        return VectorAnswer.read(asked, body, EmbeddingApi.VECTOR);
    }

    /** Everything that can be wrong with the question comes to light before a token is asked for. */
    private Future<UpstreamCall> callFor(ModelAsked asked, boolean streaming) {
        ModelFamily family = familyOf(asked);
        String method = family.method(streaming);
        URI uri = uriOf(asked.target(), family.publisher(), family.usualLocation(), method);
        return post(asked.target(), uri, streaming, family.body(asked, streaming));
    }

    private Future<UpstreamCall> callFor(EmbedAsked asked) {
        EmbeddingApi api = EmbeddingApi.of(asked.target().model());
        URI uri = uriOf(asked.target(), GOOGLE, USUAL_LOCATION_OF_VECTORS, api.method());
        return post(asked.target(), uri, false, api.body(asked));
    }

    private Future<UpstreamCall> post(Target target, URI uri, boolean streaming, Object body) {
        return tokenFor(target)
                .map(token -> JsonCalls.post(uri, streaming, headers(target, token), target.headers(), body));
    }

    private static ModelFamily familyOf(ModelAsked asked) {
        ModelFamily family = FAMILIES.get(asked.target().api());
        if (family == null) {
            throw Failure.invalid("Vertex AI has no such family of models").asException();
        }
        return family;
    }

    private URI uriOf(Target target, String publisher, String usualLocation, String method) {
        String location = firstOf(target.location(), settings.location(), usualLocation);
        String project = firstOf(settings.project(), credentials.project());
        if (project.isEmpty()) {
            throw Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The gateway has no Google Cloud project")
                    .asException();
        }
        if (!target.endpoint().isEmpty() && !hasKey(target)) {
            throw Failure.invalid("A model on Vertex AI with an endpoint of its own needs a key")
                    .asException();
        }
        String endpoint = firstOf(target.endpoint(), settings.endpoint());
        var place = new Place(endpoint, location, project, publisher, target.model(), method);
        return Objects.requireNonNull(uris.get(place, Place::uri));
    }

    /** What a URL is made of. */
    private record Place(
            String endpoint, String location, String project, String publisher, String model, String method) {
        URI uri() {
            String base = VertexUrl.base(endpoint, location);
            return URI.create(base + VertexUrl.path(project, location, publisher, model) + method);
        }
    }

    private Future<Secret> tokenFor(Target target) {
        return hasKey(target) ? Future.succeededFuture(target.apiKey()) : credentials.token();
    }

    private Map<String, String> headers(Target target, Secret token) {
        return signedWith(token, hasKey(target) ? "" : credentials.quotaProject());
    }

    static Map<String, String> signedWith(Secret token, String quotaProject) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("authorization", "Bearer " + token.reveal());
        if (!quotaProject.isEmpty()) {
            headers.put("x-goog-user-project", quotaProject);
        }
        return headers;
    }

    private static boolean hasKey(Target target) {
        return !target.apiKey().reveal().isEmpty();
    }

    static String firstOf(String... texts) {
        for (String text : texts) {
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }
}
