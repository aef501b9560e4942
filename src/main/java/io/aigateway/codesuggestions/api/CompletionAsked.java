package io.aigateway.codesuggestions.api;

import io.aigateway.model.api.ChatMessage;
import java.util.List;

/**
 * Asks for the code that belongs at the cursor.
 *
 * @param file        the file in the editor
 * @param context     contents of related files and snippets; may be empty
 * @param model       which model is wanted
 * @param prompt      the whole prompt, used instead of one made from the file; empty for none
 * @param promptCache whether the provider may keep the prompt in a cache
 */
public record CompletionAsked(
        CurrentFile file, List<String> context, ModelWish model, List<ChatMessage> prompt, boolean promptCache) {
    public CompletionAsked {
        context = List.copyOf(context);
        prompt = List.copyOf(prompt);
    }

    @Override
    public String toString() {
        return "CompletionAsked[" + file + ", context: " + context.size() + "]";
    }
}
