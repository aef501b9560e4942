package io.aigateway.provider.choices;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAnswered.Finish;
import io.aigateway.model.api.Usage;
import io.aigateway.provider.AnswerBody;
import io.aigateway.provider.UpstreamErrors;

/**
 * Puts an answer together from its document, or from the pieces of a stream: chat and text completions, and Mistral's completions
 * in the middle. Of several choices the first counts. Sources: OpenAI, Mistral and Fireworks API references, vLLM, Ollama, TGI.
 */
public final class ChoicesAnswer {
    private String model;
    private String finishReason = "";
    private Usage usage = Usage.UNKNOWN;

    /** An answer of which nothing is known yet but the model that was asked. */
    ChoicesAnswer(String askedModel) {
        this.model = askedModel;
    }

    /**
     * The answer in a body.
     *
     * @param askedModel named as the model when the body names none
     * @throws io.aigateway.kernel.FailureException when the body is no answer
     */
    public static ModelAnswered read(String askedModel, byte[] body) {
        JsonNode document = AnswerBody.parse(body);
        var answer = new ChoicesAnswer(askedModel);
        String text = answer.take(document);
        if (!document.path("choices").path(0).isObject()) {
            throw UpstreamErrors.unreadable();
        }
        return answer.end(text);
    }

    /** Takes the next piece, or the whole, and gives the text in it. */
    String take(JsonNode document) {
        if (UpstreamErrors.isError(document)) {
            throw UpstreamErrors.reported(document);
        }
        model = document.path("model").asText(model);
        takeUsage(document.path("usage"));
        JsonNode choice = document.path("choices").path(0);
        finishReason = choice.path("finish_reason").asText(finishReason);
        if (finishReason.equals("error")) {
            throw UpstreamErrors.brokenOff(); // Mistral's word for a fault of its own
        }
        return textOf(choice);
    }

    boolean hasFinishReason() {
        return !finishReason.isEmpty();
    }

    ModelAnswered end(String text) {
        return new ModelAnswered(text, finish(finishReason), finishReason, usage, model);
    }

    /** Some servers send zeros in every piece but the last. */
    private void takeUsage(JsonNode said) {
        int input = said.path("prompt_tokens").asInt();
        int output = said.path("completion_tokens").asInt();
        if (input > 0 || output > 0) {
            JsonNode details = said.path("prompt_tokens_details");
            int cached = details.path("cached_tokens")
                    .asInt(said.path("num_cached_tokens").asInt());
            usage = new Usage(input, output, cached, true);
        }
    }

    private static String textOf(JsonNode choice) {
        JsonNode delta = choice.path("delta").path("content");
        JsonNode content = delta.isMissingNode() ? choice.path("message").path("content") : delta;
        if (content.isArray()) {
            return joined(content);
        }
        return content.isTextual() ? content.asText() : choice.path("text").asText("");
    }

    /** Mistral can send its content in chunks; those that are no text are thoughts and references. */
    private static String joined(JsonNode chunks) {
        var text = new StringBuilder();
        for (JsonNode chunk : chunks) {
            if (chunk.path("type").asText().equals("text")) {
                text.append(chunk.path("text").asText(""));
            }
        }
        return text.toString();
    }

    private static Finish finish(String reason) {
        return switch (reason) {
            case "stop", "eos", "eos_token", "stop_sequence" -> Finish.STOP;
            case "length", "model_length" -> Finish.LENGTH;
            case "tool_calls", "function_call" -> Finish.TOOL_CALLS;
            case "content_filter" -> Finish.CONTENT_FILTER;
            default -> Finish.OTHER;
        };
    }
}
