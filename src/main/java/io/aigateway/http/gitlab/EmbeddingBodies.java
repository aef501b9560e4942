package io.aigateway.http.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.embeddings.api.ContentAsked;
import io.aigateway.embeddings.api.TextsAsked;
import io.aigateway.http.body.Fields;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Secret;
import io.aigateway.model.api.ModelChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of requests for embeddings. Source: contract sections 5.1 and 5.3. */
final class EmbeddingBodies {
    private static final String GITLAB = "gitlab";
    private static final String LITELLM = "litellm";
    private static final String MODEL_NAME = "embedding";

    /** Most texts in a request. The contract names no limit; Rails sends 30, and the answer has to fit the memory. */
    private static final int MAX_TEXTS = 2048;

    private static final int MAX_NAME = 255;
    private static final int MAX_IDENTIFIER = 1000;
    private static final int MAX_API_KEY = 2000;
    private static final int MAX_TYPE = 100;

    private EmbeddingBodies() {}

    /**
     * Reads a request that names its model.
     *
     * @throws io.aigateway.http.body.InvalidBody when it is malformed
     * @throws io.aigateway.kernel.FailureException when its model cannot be one for embeddings
     */
    static TextsAsked texts(JsonNode json) {
        Fields body = Fields.of(json);
        Fields metadata = body.object("model_metadata");
        var choice = new ModelChoice(
                metadata.text("provider", MAX_NAME),
                metadata.textOrEmpty("name", MAX_NAME),
                metadata.text("identifier", MAX_IDENTIFIER),
                "",
                metadata.textOrEmpty("endpoint", Integer.MAX_VALUE),
                new Secret(metadata.textOrEmpty("api_key", MAX_API_KEY)));
        List<String> contents = body.texts("contents", 0, MAX_TEXTS, Integer.MAX_VALUE);
        int dimensions = body.wholeOr("dimensions", 0);
        boolean dropParams = body.flag("litellm_drop_params");
        body.check();
        String problem = problem(choice);
        if (problem != null) {
            throw Failure.invalid(problem).asException();
        }
        return new TextsAsked(choice, contents, dimensions, dropParams);
    }

    /** Reads a request that leaves the model to the gateway. */
    static ContentAsked content(JsonNode json) {
        Fields body = Fields.of(json);
        List<String> contents = isOneText(json)
                ? List.of(body.text("content", Integer.MAX_VALUE))
                : body.texts("content", 0, MAX_TEXTS, Integer.MAX_VALUE);
        String type = body.text("content_type", MAX_TYPE);
        Fields metadata = body.objectOrEmpty("metadata");
        metadata.textOrEmpty("source", MAX_TYPE);
        metadata.textOrEmpty("version", MAX_TYPE);
        body.check();
        return new ContentAsked(type, contents);
    }

    /** Whether the content is one text, and so the answer one vector. */
    static boolean isOneText(JsonNode json) {
        return json.path("content").isTextual();
    }

    private static @Nullable String problem(ModelChoice choice) {
        if (choice.provider().equals(GITLAB)) {
            return null;
        } else if (!choice.provider().equals(LITELLM)) {
            return "Allowed providers are: gitlab|litellm.";
        } else if (choice.name().isEmpty()) {
            return "Model `name` must be set when using `litellm` provider.";
        } else if (!choice.name().equals(MODEL_NAME)) {
            return "Model `name` must be 'embedding' when using `litellm` provider.";
        }
        return choice.endpoint().isEmpty() ? "Model `endpoint` must be set when using `litellm` provider." : null;
    }
}
