package io.aigateway.provider.vertexai;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.Secret;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.Target;
import io.aigateway.provider.AnswerReader;
import io.aigateway.provider.JsonCalls;
import io.aigateway.provider.Provider;
import io.aigateway.provider.RawProvider;
import io.aigateway.provider.SseAnswerReader;
import io.aigateway.provider.UpstreamCall;
import io.aigateway.provider.UpstreamErrors;
import io.aigateway.provider.google.GoogleCredentials;
import io.aigateway.settings.ProviderSettings;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Google Vertex AI. A target's {@code api} names the family of models: {@code gemini} (also when empty), {@code claude} or
 * {@code codestral}. The token of the gateway goes to Google, or to the endpoint of the settings, and nowhere else: a target with
 * an endpoint of its own needs a key of its own. Sources: Vertex AI reference; Anthropic's reference for Vertex AI.
 */
public final class VertexAiProvider implements Provider {
    private static final Map<String, ModelFamily> FAMILIES = Map.of(
            "", new GeminiFamily(),
            "gemini", new GeminiFamily(),
            "claude", new ClaudeFamily(),
            "codestral", new CodestralFamily());

    private final ProviderSettings.Vertex settings;
    private final GoogleCredentials credentials;
    private final UpstreamErrors errors = new UpstreamErrors(Clock.systemUTC());

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

    /** Everything that can be wrong with the question comes to light before a token is asked for. */
    private Future<UpstreamCall> callFor(ModelAsked asked, boolean streaming) {
        ModelFamily family = familyOf(asked);
        URI uri = uriOf(asked.target(), family, streaming);
        Object body = family.body(asked, streaming);
        Map<String, String> more = asked.target().headers();
        return tokenFor(asked.target())
                .map(token -> JsonCalls.post(uri, streaming, headers(asked.target(), token), more, body));
    }

    private static ModelFamily familyOf(ModelAsked asked) {
        ModelFamily family = FAMILIES.get(asked.target().api());
        if (family == null) {
            throw Failure.invalid("Vertex AI has no such family of models").asException();
        }
        return family;
    }

    private URI uriOf(Target target, ModelFamily family, boolean streaming) {
        String location = firstOf(target.location(), settings.location(), family.usualLocation());
        String project = firstOf(settings.project(), credentials.project());
        if (project.isEmpty()) {
            throw Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The gateway has no Google Cloud project")
                    .asException();
        }
        if (!target.endpoint().isEmpty() && !hasKey(target)) {
            throw Failure.invalid("A model on Vertex AI with an endpoint of its own needs a key")
                    .asException();
        }
        return URI.create(VertexUrl.base(firstOf(target.endpoint(), settings.endpoint()), location)
                + VertexUrl.path(project, location, family.publisher(), target.model())
                + family.method(streaming));
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
