package io.aigateway.provider.anthropic;

import io.aigateway.kernel.Failure;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.RawAsked;
import io.aigateway.model.api.Target;
import io.aigateway.provider.AnswerReader;
import io.aigateway.provider.Endpoint;
import io.aigateway.provider.JsonCalls;
import io.aigateway.provider.Provider;
import io.aigateway.provider.RawProvider;
import io.aigateway.provider.SseAnswerReader;
import io.aigateway.provider.UpstreamCall;
import io.aigateway.provider.UpstreamErrors;
import io.aigateway.provider.claude.ClaudeAnswer;
import io.aigateway.provider.claude.ClaudeEvents;
import io.aigateway.provider.claude.ClaudeRequest;
import io.aigateway.settings.ProviderSettings;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Claude, at Anthropic or at a server that speaks like it. A target's own endpoint needs no key. Source: Anthropic API reference,
 * Messages.
 */
public final class AnthropicProvider implements Provider, RawProvider {
    /**
     * Every model answers under this version. The later one, 2026-10-21, only refuses more: sampling parameters, which
     * {@link ClaudeRequest} leaves out by itself for the models that refuse them.
     */
    private static final String API_VERSION = "2023-06-01";

    private final ProviderSettings.Api settings;
    private final UpstreamErrors errors = new UpstreamErrors(Clock.systemUTC());

    public AnthropicProvider(ProviderSettings.Api settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public Future<UpstreamCall> call(ModelAsked asked, boolean streaming) {
        return Future.succeededFuture(asked).map(question -> callFor(question, streaming));
    }

    @Override
    public ModelAnswered read(ModelAsked asked, byte[] body) {
        return ClaudeAnswer.read(asked.target().model(), body);
    }

    @Override
    public AnswerReader reader(ModelAsked asked) {
        return new SseAnswerReader(new ClaudeEvents(asked.target().model()));
    }

    @Override
    public Failure explain(int status, MultiMap headers, byte[] body) {
        return errors.explain(status, headers, body);
    }

    @Override
    public RawProvider raw() {
        return this;
    }

    @Override
    public boolean hasCredential(Target target) {
        return !target.endpoint().isEmpty() || Endpoint.of(target, settings).hasKey();
    }

    @Override
    public Future<UpstreamCall> call(RawAsked asked) {
        return Future.succeededFuture(asked).map(question -> {
            Endpoint endpoint = Endpoint.of(question.target(), settings).without("/v1");
            return JsonCalls.raw(
                    endpoint.at(question.path()),
                    question.headers(),
                    key(question.target(), endpoint),
                    question.body());
        });
    }

    private UpstreamCall callFor(ModelAsked asked, boolean streaming) {
        var target = asked.target();
        Endpoint endpoint = Endpoint.of(target, settings).without("/v1");
        var headers = new LinkedHashMap<>(key(target, endpoint));
        headers.put("anthropic-version", API_VERSION);
        var body = ClaudeRequest.direct(asked, streaming);
        return JsonCalls.post(endpoint.at("/v1/messages"), streaming, headers, target.headers(), body);
    }

    private static Map<String, String> key(Target target, Endpoint endpoint) {
        if (endpoint.hasKey()) {
            return Map.of("x-api-key", endpoint.key().reveal());
        } else if (target.endpoint().isEmpty()) {
            throw UpstreamErrors.noCredential();
        }
        return Map.of();
    }
}
