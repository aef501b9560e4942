package io.aigateway.provider.vertexai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ChatMessage.Role;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.ModelInput;
import io.aigateway.model.api.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The body of a completion, or of a chat, with Codestral: both go to the same URL. Source: Vertex AI reference, Codestral.
 *
 * @param model    as in the URL, without the date that some names have there
 * @param prompt   the text before the place to write at; null in a chat
 * @param suffix   the text after it; null when there is none
 * @param messages the chat; null in a completion
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CodestralRequest(
        String model,
        @Nullable String prompt,
        @Nullable String suffix,
        @Nullable List<Message> messages,
        @JsonProperty("max_tokens") int maxTokens,
        @Nullable Double temperature,
        @JsonProperty("top_p") @Nullable Double topP,
        @Nullable List<String> stop,
        boolean stream) {

    /**
     * A message of a chat.
     *
     * @param prefix true when it is the beginning of the answer; null otherwise
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Message(String role, String content, @Nullable Boolean prefix) {
        @Override
        public String toString() {
            return "Message[" + role + ", content: " + content.length() + "]";
        }
    }

    static CodestralRequest of(ModelAsked asked, boolean streaming) {
        var text = asked.input() instanceof ModelInput.Completion completion ? completion : null;
        var chat = asked.input() instanceof ModelInput.Chat conversation ? conversation : null;
        Parameters how = asked.parameters();
        List<String> stop = how.stop().contains("")
                ? how.stop().stream().filter(each -> !each.isEmpty()).toList()
                : how.stop();
        return new CodestralRequest(
                bareName(asked.target().model()),
                text == null ? null : text.prompt(),
                text == null ? null : text.suffix(),
                chat == null ? null : messages(chat.messages()),
                how.maxTokens(),
                how.temperature(),
                how.topP(),
                stop.isEmpty() ? null : stop,
                streaming);
    }

    private static List<Message> messages(List<ChatMessage> said) {
        var messages = new ArrayList<Message>();
        for (ChatMessage message : said) {
            boolean begun = message.role() == Role.ASSISTANT && messages.size() == said.size() - 1;
            String role = message.role().name().toLowerCase(Locale.ROOT);
            messages.add(new Message(role, message.content(), begun ? true : null));
        }
        return messages;
    }

    private static String bareName(String model) {
        int date = model.indexOf('@');
        return date < 0 ? model : model.substring(0, date);
    }

    /** Its name only: the rest is somebody's code. */
    @Override
    public String toString() {
        return "CodestralRequest[" + model + "]";
    }
}
