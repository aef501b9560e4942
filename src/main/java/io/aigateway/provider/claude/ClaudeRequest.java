package io.aigateway.provider.claude;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.Parameters;
import io.aigateway.provider.Conversation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for a message. Source: Anthropic API reference, Messages. What the model would refuse is left out: see
 * {@link ClaudeModel}; {@code top_p} beside a temperature; stop texts of white space only.
 *
 * @param version on clouds the API version, in place of the header; null elsewhere
 * @param model   null on clouds, where it is in the URL
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClaudeRequest(
        @JsonProperty("anthropic_version") @Nullable String version,
        @Nullable String model,
        @JsonProperty("max_tokens") int maxTokens,
        @Nullable List<ClaudeBlock> system,
        List<ClaudeMessage> messages,
        @JsonProperty("stop_sequences") @Nullable List<String> stopSequences,
        @Nullable Double temperature,
        @JsonProperty("top_p") @Nullable Double topP,
        @JsonProperty("top_k") @Nullable Integer topK,
        boolean stream) {

    /** For Anthropic itself, or a server that speaks like it. */
    public static ClaudeRequest direct(ModelAsked asked, boolean streaming) {
        return of(null, asked.target().model(), asked, streaming);
    }

    /** For Vertex AI. */
    public static ClaudeRequest onVertex(ModelAsked asked, boolean streaming) {
        return of("vertex-2023-10-16", null, asked, streaming);
    }

    private static ClaudeRequest of(
            @Nullable String version, @Nullable String model, ModelAsked asked, boolean streaming) {
        ClaudeModel accepts = ClaudeModel.named(asked.target().model());
        Conversation said = Conversation.of(asked.input());
        var messages = new ClaudeMessages(accepts.takesPrefill() ? said : said.withoutPrefill(), asked.promptCache());
        Parameters how = asked.parameters();
        boolean samples = accepts.takesSampling();
        return new ClaudeRequest(
                version,
                model,
                how.maxTokens(),
                orNull(messages.system()),
                messages.turns(),
                orNull(how.stop().stream().filter(stop -> !stop.isBlank()).toList()),
                samples ? how.temperature() : null,
                samples && how.temperature() == null ? how.topP() : null,
                samples ? how.topK() : null,
                streaming);
    }

    private static <T> @Nullable List<T> orNull(List<T> list) {
        return list.isEmpty() ? null : list;
    }

    /** Sizes only: it is somebody's text. */
    @Override
    public String toString() {
        return "ClaudeRequest[" + model + ", messages: " + messages.size() + "]";
    }
}
