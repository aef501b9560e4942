package io.aigateway.provider.openai;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Secret;
import io.aigateway.model.api.EmbedAsked;
import io.aigateway.model.api.Embedded;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.Target;
import io.aigateway.provider.AnswerReader;
import io.aigateway.provider.Embedder;
import io.aigateway.provider.Endpoint;
import io.aigateway.provider.JsonCalls;
import io.aigateway.provider.Provider;
import io.aigateway.provider.RawProvider;
import io.aigateway.provider.SseAnswerReader;
import io.aigateway.provider.UpstreamCall;
import io.aigateway.provider.UpstreamErrors;
import io.aigateway.provider.choices.ChoicesAnswer;
import io.aigateway.provider.choices.ChoicesEvents;
import io.aigateway.provider.vectors.VectorAnswer;
import io.aigateway.settings.ProviderSettings;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks OpenAI's API: OpenAI, Fireworks, Mistral, or one that a target names. A conversation goes to chat
 * completions, a text to continue to text completions, texts whose vectors are wanted to embeddings. Sources: see {@link Dialect}.
 */
public final class OpenAiProvider implements Provider, Embedder {
    /** Sent where a target names an endpoint and no key: servers without keys ignore it, some want one all the same. */
    private static final Secret DUMMY_KEY = new Secret("dummy_key");

    private final Dialect dialect;
    private final ProviderSettings.@Nullable Api settings;
    private final UpstreamErrors errors = new UpstreamErrors(Clock.systemUTC());

    private OpenAiProvider(Dialect dialect, ProviderSettings.@Nullable Api settings) {
        this.dialect = dialect;
        this.settings = settings;
    }

    /** OpenAI itself; named {@code openai}. */
    public static OpenAiProvider openai(ProviderSettings.Api settings) {
        return new OpenAiProvider(Dialect.OPENAI, settings);
    }

    /** Fireworks; named {@code fireworks}. */
    public static OpenAiProvider fireworks(ProviderSettings.Api settings) {
        return new OpenAiProvider(Dialect.FIREWORKS, settings);
    }

    /** Mistral's platform, or Codestral's own host; named {@code mistral}. */
    public static OpenAiProvider mistral(ProviderSettings.Api settings) {
        return new OpenAiProvider(Dialect.MISTRAL, settings);
    }

    /** Servers that belong to whoever asks; named {@code selfhosted}. Every target has to name its endpoint. */
    public static OpenAiProvider selfhosted() {
        return new OpenAiProvider(Dialect.SELFHOSTED, null);
    }

    @Override
    public String name() {
        return dialect.provider();
    }

    @Override
    public Future<UpstreamCall> call(ModelAsked asked, boolean streaming) {
        return Future.succeededFuture(asked).map(question -> callFor(question, streaming));
    }

    @Override
    public ModelAnswered read(ModelAsked asked, byte[] body) {
        return ChoicesAnswer.read(asked.target().model(), body);
    }

    @Override
    public AnswerReader reader(ModelAsked asked) {
        return new SseAnswerReader(new ChoicesEvents(asked.target().model()));
    }

    @Override
    public Failure explain(int status, MultiMap headers, byte[] body) {
        return errors.explain(status, headers, body);
    }

    @Override
    public @Nullable RawProvider raw() {
        return dialect == Dialect.OPENAI && settings != null ? new OpenAiRaw(settings) : null;
    }

    @Override
    public Future<UpstreamCall> callToEmbed(EmbedAsked asked) {
        return Future.succeededFuture(asked)
                .map(question -> post(question.target(), "/embeddings", false, EmbeddingsBody.of(dialect, question)));
    }

    @Override
    public Embedded readEmbedded(EmbedAsked asked, byte[] body) {
        return VectorAnswer.read(asked, body, "embedding");
    }

    private UpstreamCall callFor(ModelAsked asked, boolean streaming) {
        return post(asked.target(), dialect.path(asked.input()), streaming, RequestBody.of(dialect, asked, streaming));
    }

    private UpstreamCall post(Target target, String path, boolean streaming, Object body) {
        Endpoint endpoint = endpointOf(target);
        Map<String, String> headers =
                Map.of("authorization", "Bearer " + endpoint.key().reveal());
        return JsonCalls.post(endpoint.at(path), streaming, headers, target.headers(), body);
    }

    private Endpoint endpointOf(Target target) {
        if (target.endpoint().isEmpty()) {
            return ownEndpoint(target);
        }
        Endpoint endpoint = settings == null
                ? new Endpoint(Endpoint.parse(target.endpoint()), target.apiKey())
                : Endpoint.of(target, settings);
        return endpoint.hasKey() ? endpoint : new Endpoint(endpoint.base(), DUMMY_KEY);
    }

    private Endpoint ownEndpoint(Target target) {
        if (settings == null) {
            throw Failure.invalid("A self-hosted model needs an endpoint").asException();
        }
        Endpoint endpoint = Endpoint.of(target, settings);
        if (!endpoint.hasKey()) {
            throw UpstreamErrors.noCredential();
        }
        return endpoint;
    }
}
