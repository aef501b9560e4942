package io.aigateway.http.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.http.AccessLog;
import io.aigateway.http.Answering;
import io.aigateway.http.FailureShape;
import io.aigateway.http.Permissions;
import io.aigateway.http.Replies;
import io.aigateway.http.Routes;
import io.aigateway.http.body.BodyReader;
import io.aigateway.http.body.Fields;
import io.aigateway.model.api.Passage;
import io.aigateway.search.api.DocsAsked;
import io.aigateway.search.api.DocsFound;
import io.aigateway.search.api.SearchAddresses;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** The search in GitLab's documentation. Source: contract section 6.1. */
public final class SearchRoutes implements Routes {
    private static final String UNIT_PRIMITIVE = "documentation_search";
    private static final String REFUSED = "Unauthorized to search documentations";
    private static final int MAX_NAME = 100;
    private static final int MAX_QUERY = 400_000;
    private static final int MAX_PAGE = 20;
    private static final int USUAL_PAGE = 4;
    private static final FailureShape FAILURES = new SearchFailures();

    private final GitLabDoor door;
    private final Clock clock;

    public SearchRoutes(GitLabDoor door, Clock clock) {
        this.door = door;
        this.clock = clock;
    }

    @Override
    public void mountOn(Router router) {
        router.post("/v1/search/gitlab-docs").handler(door.bodies()).handler(Answering.with(this::search));
    }

    private Future<Void> search(RoutingContext ctx) {
        FAILURES.use(ctx);
        AccessLog.note(ctx, "meta.feature_category", Categories.DUO_CHAT);
        AccessLog.note(ctx, "meta.unit_primitive", UNIT_PRIMITIVE);
        DocsAsked asked = read(BodyReader.json(ctx));
        Permissions.require(ctx, UNIT_PRIMITIVE, REFUSED);
        return door.scopes().open(ctx).ask(SearchAddresses.DOCS, asked).compose(found -> {
            AccessLog.note(ctx, "search_results", found.passages().size());
            return Replies.json(ctx, written(found));
        });
    }

    private static DocsAsked read(JsonNode json) {
        Fields body = Fields.of(json);
        body.text("type", MAX_NAME);
        Fields metadata = body.object("metadata");
        metadata.text("source", MAX_NAME);
        String version = metadata.text("version", MAX_NAME);
        Fields payload = body.object("payload");
        String query = payload.text("query", MAX_QUERY);
        int pageSize = payload.wholeOr("page_size", USUAL_PAGE, 1, MAX_PAGE);
        body.check();
        return new DocsAsked(query, version, pageSize);
    }

    private Map<String, Object> written(DocsFound found) {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("provider", found.provider());
        metadata.put("timestamp", clock.millis() / 1000);
        var body = new LinkedHashMap<String, Object>();
        body.put(
                "response",
                Map.of(
                        "results",
                        found.passages().stream().map(SearchRoutes::result).toList()));
        body.put("metadata", metadata);
        return body;
    }

    private static Map<String, Object> result(Passage passage) {
        var result = new LinkedHashMap<String, Object>();
        result.put("id", passage.id());
        result.put("content", passage.content());
        result.put("metadata", passage.metadata());
        return result;
    }
}
