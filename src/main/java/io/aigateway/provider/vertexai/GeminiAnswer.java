package io.aigateway.provider.vertexai;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAnswered.Finish;
import io.aigateway.model.api.Usage;
import io.aigateway.provider.UpstreamErrors;

/**
 * Puts an answer together from its document, or from the pieces of a stream. Thoughts are passed over. Source: Vertex AI reference,
 * GenerateContentResponse.
 */
final class GeminiAnswer {
    private String model;
    private String finishReason = "";
    private boolean blocked;
    private boolean callsTool;
    private Usage usage = Usage.UNKNOWN;

    /** An answer of which nothing is known yet but the model that was asked. */
    GeminiAnswer(String askedModel) {
        this.model = askedModel;
    }

    /** Takes the next piece, or the whole, and gives the text in it. */
    String take(JsonNode document) {
        model = document.path("modelVersion").asText(model);
        takeUsage(document.path("usageMetadata"));
        JsonNode block = document.path("promptFeedback").path("blockReason");
        if (block.isTextual()) {
            blocked = true;
            finishReason = block.asText();
        }
        JsonNode candidate = document.path("candidates").path(0);
        finishReason = candidate.path("finishReason").asText(finishReason);
        return textOf(candidate.path("content").path("parts"));
    }

    /**
     * The end of the answer.
     *
     * @throws io.aigateway.kernel.FailureException when no reason to finish has come
     */
    ModelAnswered end(String text) {
        if (finishReason.isEmpty()) {
            throw UpstreamErrors.brokenOff();
        }
        return new ModelAnswered(text, finish(), finishReason, usage, model);
    }

    private String textOf(JsonNode parts) {
        var text = new StringBuilder();
        for (JsonNode part : parts) {
            callsTool |= part.has("functionCall");
            if (!part.path("thought").asBoolean()) {
                text.append(part.path("text").asText(""));
            }
        }
        return text.toString();
    }

    /** All pieces but the last have an object without counts. */
    private void takeUsage(JsonNode said) {
        if (said.has("promptTokenCount")) {
            usage = new Usage(
                    said.path("promptTokenCount").asInt(),
                    said.path("candidatesTokenCount").asInt()
                            + said.path("thoughtsTokenCount").asInt(),
                    said.path("cachedContentTokenCount").asInt(),
                    true);
        }
    }

    private Finish finish() {
        if (blocked) {
            return Finish.CONTENT_FILTER;
        }
        return switch (finishReason) {
            case "STOP" -> callsTool ? Finish.TOOL_CALLS : Finish.STOP;
            case "MAX_TOKENS" -> Finish.LENGTH;
            case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MODEL_ARMOR", "LANGUAGE" ->
                Finish.CONTENT_FILTER;
            default -> finishReason.startsWith("IMAGE_") ? Finish.CONTENT_FILTER : Finish.OTHER;
        };
    }
}
