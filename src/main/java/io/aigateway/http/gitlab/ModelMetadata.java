package io.aigateway.http.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.kernel.Secret;
import io.aigateway.model.api.ModelChoice;

/**
 * Reads {@code model_metadata}, which may stand at the top of any body. What cannot be read is ignored: the default model answers
 * then. Source: contract section 3.4.
 */
final class ModelMetadata {
    private static final int MAX_NAME = 255;
    private static final int MAX_ENDPOINT = 255;
    private static final int MAX_API_KEY = 2000;
    private static final int MAX_IDENTIFIER = 1000;

    private ModelMetadata() {}

    /** The model that a body asks for; {@link ModelChoice#NONE} when it asks for none. */
    static ModelChoice in(JsonNode body) {
        JsonNode metadata = body.path("model_metadata");
        String provider = text(metadata, "provider", MAX_NAME);
        if (provider.isEmpty()) {
            return ModelChoice.NONE;
        }
        return new ModelChoice(
                provider,
                text(metadata, "name", MAX_NAME),
                text(metadata, "identifier", MAX_IDENTIFIER),
                text(metadata, "feature_setting", MAX_NAME),
                text(metadata, "endpoint", MAX_ENDPOINT),
                new Secret(text(metadata, "api_key", MAX_API_KEY)));
    }

    private static String text(JsonNode object, String name, int max) {
        JsonNode value = object.path(name);
        return value.isTextual() && value.textValue().length() <= max ? value.textValue() : "";
    }
}
