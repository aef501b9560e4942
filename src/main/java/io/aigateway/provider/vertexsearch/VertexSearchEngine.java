package io.aigateway.provider.vertexsearch;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.Secret;
import io.aigateway.model.api.Passage;
import io.aigateway.model.api.SearchAsked;
import io.aigateway.model.api.SearchFound;
import io.aigateway.provider.AnswerBody;
import io.aigateway.provider.JsonCalls;
import io.aigateway.provider.SearchEngine;
import io.aigateway.provider.UpstreamCall;
import io.aigateway.provider.UpstreamErrors;
import io.aigateway.provider.google.GoogleCredentials;
import io.aigateway.settings.ProviderSettings;
import io.aigateway.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Searches data stores of documents that carry their text and metadata in {@code structData}. A document without a text is passed
 * over. Source: Discovery Engine API reference v1, SearchService.
 */
public final class VertexSearchEngine implements SearchEngine {
    /** Its name, under which it is asked. */
    public static final String NAME = "vertexsearch";

    private static final Map<String, Object> AUTOMATIC_EXPANSION = Map.of("condition", "AUTO");
    private static final Map<String, Object> AUTOMATIC_CORRECTION = Map.of("mode", "AUTO");

    private final ProviderSettings.Vertex settings;
    private final GoogleCredentials credentials;
    private final UpstreamErrors errors = new UpstreamErrors(Clock.systemUTC());

    public VertexSearchEngine(ProviderSettings.Vertex settings, GoogleCredentials credentials) {
        this.settings = settings;
        this.credentials = credentials;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Future<UpstreamCall> call(SearchAsked asked) {
        String project = settings.project().isEmpty() ? credentials.project() : settings.project();
        if (project.isEmpty()) {
            return Future.failedFuture(Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The gateway has no Google Cloud project")
                    .asException());
        }
        URI uri = SearchUrl.of(settings.endpoint(), project, settings.location(), asked.dataStore());
        return credentials.token().map(token -> JsonCalls.post(uri, false, headers(token), Map.of(), body(asked)));
    }

    @Override
    public SearchFound read(byte[] body) {
        JsonNode document = AnswerBody.parse(body);
        if (!document.isObject()) {
            throw UpstreamErrors.unreadable();
        }
        var passages = new ArrayList<Passage>();
        for (JsonNode result : document.path("results")) {
            JsonNode found = result.path("document");
            JsonNode data = found.path("structData");
            if (data.path("content").isTextual()) {
                passages.add(new Passage(
                        found.path("id").asText(), data.path("content").textValue(), metadata(data.path("metadata"))));
            }
        }
        return new SearchFound(passages);
    }

    @Override
    public Failure explain(int status, MultiMap headers, byte[] body) {
        if (status == 401) {
            credentials.forget();
        }
        return errors.explain(status, headers, body);
    }

    private Map<String, String> headers(Secret token) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("authorization", "Bearer " + token.reveal());
        if (!credentials.quotaProject().isEmpty()) {
            headers.put("x-goog-user-project", credentials.quotaProject());
        }
        return headers;
    }

    private static Map<String, Object> body(SearchAsked asked) {
        var body = new LinkedHashMap<String, Object>();
        body.put("query", asked.query());
        body.put("pageSize", asked.pageSize());
        body.put("queryExpansionSpec", AUTOMATIC_EXPANSION);
        body.put("spellCorrectionSpec", AUTOMATIC_CORRECTION);
        return body;
    }

    private static Map<String, @Nullable Object> metadata(JsonNode said) {
        return said.isObject() ? Json.mapper().convertValue(said, new TypeReference<>() {}) : Map.of();
    }
}
