package io.aigateway.provider.openai;

import io.aigateway.model.api.RawAsked;
import io.aigateway.model.api.Target;
import io.aigateway.provider.Endpoint;
import io.aigateway.provider.JsonCalls;
import io.aigateway.provider.RawProvider;
import io.aigateway.provider.UpstreamCall;
import io.aigateway.provider.UpstreamErrors;
import io.aigateway.settings.ProviderSettings;
import io.vertx.core.Future;
import java.util.Map;

/** OpenAI's own API, called as it is. Its base URL holds the version that the paths begin with. */
final class OpenAiRaw implements RawProvider {
    private static final String VERSION = "/v1";

    private final ProviderSettings.Api settings;

    OpenAiRaw(ProviderSettings.Api settings) {
        this.settings = settings;
    }

    @Override
    public boolean hasCredential(Target target) {
        return !target.endpoint().isEmpty() || Endpoint.of(target, settings).hasKey();
    }

    @Override
    public Future<UpstreamCall> call(RawAsked asked) {
        return Future.succeededFuture(asked).map(question -> {
            Endpoint endpoint = Endpoint.of(question.target(), settings);
            String path = question.path().startsWith(VERSION + "/")
                    ? question.path().substring(VERSION.length())
                    : question.path();
            return JsonCalls.raw(
                    endpoint.at(path), question.headers(), key(question.target(), endpoint), question.body());
        });
    }

    private static Map<String, String> key(Target target, Endpoint endpoint) {
        if (endpoint.hasKey()) {
            return Map.of("authorization", "Bearer " + endpoint.key().reveal());
        } else if (target.endpoint().isEmpty()) {
            throw UpstreamErrors.noCredential();
        }
        return Map.of();
    }
}
