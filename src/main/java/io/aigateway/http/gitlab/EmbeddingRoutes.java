package io.aigateway.http.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.embeddings.api.ContentAsked;
import io.aigateway.embeddings.api.EmbeddingAddresses;
import io.aigateway.embeddings.api.TextsAsked;
import io.aigateway.embeddings.api.VectorsGiven;
import io.aigateway.http.AccessLog;
import io.aigateway.http.Answering;
import io.aigateway.http.FailureShape;
import io.aigateway.http.Permissions;
import io.aigateway.http.Replies;
import io.aigateway.http.Routes;
import io.aigateway.http.body.BodyReader;
import io.aigateway.model.api.Vector;
import io.aigateway.wire.Json;
import io.aigateway.work.Workers;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Embeddings: of code, by a model that is named, and of any content. Source: contract section 5. */
public final class EmbeddingRoutes implements Routes {
    private static final String CODE = "/v1/embeddings/code_embeddings";
    private static final String UNIT_PRIMITIVE = "generate_embeddings_codebase";
    private static final String REFUSED = "Unauthorized to access 'embeddings_code'";
    private static final String ENGINE = "litellm_embedding";
    private static final FailureShape FAILURES = new EmbeddingFailures();

    /** Answers with more numbers are written off the event loop: it takes milliseconds. */
    private static final long MANY_NUMBERS = 8_000;

    private final GitLabDoor door;
    private final Workers workers;

    public EmbeddingRoutes(GitLabDoor door, Workers workers) {
        this.door = door;
        this.workers = workers;
    }

    @Override
    public void mountOn(Router router) {
        for (String path : List.of(CODE, CODE + "/index", CODE + "/search")) {
            router.post(path).handler(door.bodies()).handler(Answering.with(this::embedCode));
        }
        router.post("/internal/embeddings").handler(door.bodies()).handler(Answering.with(this::embedContent));
    }

    private Future<Void> embedCode(RoutingContext ctx) {
        FAILURES.use(ctx);
        AccessLog.note(ctx, "meta.feature_category", Categories.GLOBAL_SEARCH);
        AccessLog.note(ctx, "meta.unit_primitive", UNIT_PRIMITIVE);
        TextsAsked asked = EmbeddingBodies.texts(BodyReader.json(ctx));
        Permissions.require(ctx, UNIT_PRIMITIVE, REFUSED);
        return door.scopes().open(ctx).ask(EmbeddingAddresses.TEXTS, asked).compose(given -> {
            var model = new LinkedHashMap<String, Object>();
            model.put("engine", ENGINE);
            model.put("name", given.model());
            model.put("identifier", asked.model().identifier());
            var answer = new LinkedHashMap<String, Object>();
            answer.put("model", model);
            answer.put("predictions", predictions(given.vectors()));
            return reply(ctx, given, answer);
        });
    }

    private Future<Void> embedContent(RoutingContext ctx) {
        FAILURES.use(ctx);
        AccessLog.note(ctx, "meta.feature_category", Categories.GLOBAL_SEARCH);
        JsonNode json = BodyReader.json(ctx);
        ContentAsked asked = EmbeddingBodies.content(json);
        boolean one = EmbeddingBodies.isOneText(json);
        return door.scopes().open(ctx).ask(EmbeddingAddresses.CONTENT, asked).compose(given -> {
            var metadata = new LinkedHashMap<String, Object>();
            metadata.put("identifier", given.identifier());
            metadata.put("model", given.model());
            metadata.put("provider", given.provider());
            List<double[]> vectors =
                    given.vectors().stream().map(Vector::values).toList();
            var answer = new LinkedHashMap<String, Object>();
            answer.put("response", one ? vectors.get(0) : vectors);
            answer.put("metadata", metadata);
            return reply(ctx, given, answer);
        });
    }

    private static List<Map<String, Object>> predictions(List<Vector> vectors) {
        var predictions = new ArrayList<Map<String, Object>>(vectors.size());
        for (Vector vector : vectors) {
            var prediction = new LinkedHashMap<String, Object>();
            prediction.put("embedding", vector.values());
            prediction.put("index", predictions.size());
            predictions.add(prediction);
        }
        return predictions;
    }

    private Future<Void> reply(RoutingContext ctx, VectorsGiven given, Map<String, Object> answer) {
        if (given.inputTokens() > 0) {
            AccessLog.note(ctx, "input_tokens", given.inputTokens());
        }
        long numbers = given.vectors().stream().mapToLong(Vector::size).sum();
        return numbers > MANY_NUMBERS
                ? workers.run(() -> Json.write(answer)).compose(written -> Replies.written(ctx, written))
                : Replies.json(ctx, answer);
    }
}
