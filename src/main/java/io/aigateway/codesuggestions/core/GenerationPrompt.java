package io.aigateway.codesuggestions.core;

import io.aigateway.codesuggestions.api.GenerationAsked.Example;
import io.aigateway.codesuggestions.api.GenerationAsked.Material;
import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ChatMessage.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The prompt that asks for code from an instruction. */
public final class GenerationPrompt {
    private static final String ROLE = """
            You are a careful programmer who writes code inside an editor. You write what the developer asks for, in the language \
            of the file, in the style of the code around the cursor, and with the libraries that the project uses. Your code is \
            inserted at the cursor as it is.

            Rules:
            - Put the new code between <new_code> and </new_code> and write nothing else: no explanation, no Markdown fence.
            - Do not repeat code that stands in the file already, neither before nor after the cursor.
            - Keep the indentation of the place where the cursor is.
            - When a comment describes what to write, write the code for it and leave the comment alone.
            - When you cannot write the code, put nothing between the marks.
            """;

    private final String fileName;
    private final String language;
    private final String block;

    /**
     * A prompt for one file.
     *
     * @param language label of the language; may be empty
     * @param block    the text before the cursor as a fenced block, cut to size
     */
    public GenerationPrompt(String fileName, String language, String block) {
        this.fileName = fileName;
        this.language = language;
        this.block = block;
    }

    /**
     * The messages, oldest first.
     *
     * @param prefill start of the answer; null for none
     */
    public List<ChatMessage> messages(Material material, @Nullable String prefill) {
        var messages = new ArrayList<ChatMessage>();
        messages.add(new ChatMessage(Role.SYSTEM, ROLE, true));
        for (Example example : material.examples()) {
            messages.add(new ChatMessage(Role.USER, example.request()));
            messages.add(new ChatMessage(Role.ASSISTANT, "<new_code>" + example.answer() + "</new_code>"));
        }
        messages.add(new ChatMessage(Role.USER, request(material)));
        if (prefill != null) {
            messages.add(new ChatMessage(Role.ASSISTANT, prefill));
        }
        return messages;
    }

    private String request(Material material) {
        var text = new StringBuilder();
        text.append("File: ").append(fileName).append('\n');
        if (!language.isEmpty()) {
            text.append("Language: ").append(language).append('\n');
        }
        section(text, "Libraries of the project", String.join(", ", material.libraries()));
        section(text, "Related files", String.join("\n", material.relatedFiles()));
        section(text, "Related snippets", String.join("\n", material.relatedSnippets()));
        boolean trimmedByCaller = !material.trimmedAbove().isEmpty();
        section(text, "Before the cursor", trimmedByCaller ? material.trimmedAbove() : block);
        section(text, "After the cursor", material.trimmedBelow());
        section(
                text,
                "Instruction",
                material.instruction().isBlank()
                        ? "Write the code that belongs at the cursor."
                        : material.instruction());
        return text.toString();
    }

    private static void section(StringBuilder text, String title, String content) {
        if (!content.isBlank()) {
            text.append('\n').append(title).append(":\n").append(content).append('\n');
        }
    }
}
