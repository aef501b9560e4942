package io.aigateway.provider.vertexai;

import static io.aigateway.provider.vertexai.VertexAiProvider.firstOf;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.model.api.RawAsked;
import io.aigateway.model.api.Target;
import io.aigateway.provider.JsonCalls;
import io.aigateway.provider.RawProvider;
import io.aigateway.provider.UpstreamCall;
import io.aigateway.provider.google.GoogleCredentials;
import io.aigateway.settings.ProviderSettings;
import io.vertx.core.Future;
import java.net.URI;

/**
 * Vertex AI's own API, called as it is in the gateway's project. The root that paths are below is the location, so a path begins
 * with {@code /publishers}.
 */
final class VertexRaw implements RawProvider {
    private static final String USUAL_LOCATION = "us-central1";
    private static final int UNAUTHENTICATED = 401;

    private final ProviderSettings.Vertex settings;
    private final GoogleCredentials credentials;

    VertexRaw(ProviderSettings.Vertex settings, GoogleCredentials credentials) {
        this.settings = settings;
        this.credentials = credentials;
    }

    /** Only asking Google tells: workloads on its machines have no key and may sign in all the same. */
    @Override
    public boolean hasCredential(Target target) {
        return true;
    }

    @Override
    public Future<UpstreamCall> call(RawAsked asked) {
        return Future.succeededFuture(asked)
                .map(question -> uri(question.target(), question.path()))
                .compose(uri -> credentials
                        .token()
                        .map(token -> VertexAiProvider.signedWith(token, credentials.quotaProject()))
                        .map(signature -> JsonCalls.raw(uri, asked.headers(), signature, asked.body())));
    }

    @Override
    public void refused(int status) {
        if (status == UNAUTHENTICATED) {
            credentials.forget();
        }
    }

    private URI uri(Target target, String path) {
        String location = firstOf(settings.location(), target.location(), USUAL_LOCATION);
        String project = firstOf(settings.project(), credentials.project());
        if (project.isEmpty()) {
            throw Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The gateway has no Google Cloud project")
                    .asException();
        }
        return URI.create(VertexUrl.base(settings.endpoint(), location) + VertexUrl.place(project, location) + path);
    }
}
