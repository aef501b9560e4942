package io.aigateway.provider.claude;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAnswered.Finish;
import io.aigateway.provider.AnswerBody;
import io.aigateway.provider.UpstreamErrors;

/** Reads a whole message. Source: Anthropic API reference, Messages. */
public final class ClaudeAnswer {
    private ClaudeAnswer() {}

    /**
     * The answer in a body; its text is that of all text blocks, joined.
     *
     * @param askedModel named as the model when the body names none
     * @throws io.aigateway.kernel.FailureException when the body is no message
     */
    public static ModelAnswered read(String askedModel, byte[] body) {
        JsonNode message = AnswerBody.parse(body);
        if (!message.path("content").isArray()) {
            throw UpstreamErrors.unreadable();
        }
        var text = new StringBuilder();
        for (JsonNode block : message.path("content")) {
            text.append(textOf(block));
        }
        var usage = new ClaudeUsage();
        usage.take(message.path("usage"));
        String reason = message.path("stop_reason").asText("");
        String model = message.path("model").asText(askedModel);
        return new ModelAnswered(text.toString(), finish(reason), reason, usage.total(), model);
    }

    static String textOf(JsonNode block) {
        return block.path("type").asText().equals("text") ? block.path("text").asText("") : "";
    }

    static Finish finish(String stopReason) {
        return switch (stopReason) {
            case "end_turn", "stop_sequence" -> Finish.STOP;
            case "max_tokens", "model_context_window_exceeded" -> Finish.LENGTH;
            case "tool_use" -> Finish.TOOL_CALLS;
            case "refusal" -> Finish.CONTENT_FILTER;
            default -> Finish.OTHER;
        };
    }
}
