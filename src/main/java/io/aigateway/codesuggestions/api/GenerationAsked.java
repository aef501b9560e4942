package io.aigateway.codesuggestions.api;

import io.aigateway.model.api.ChatMessage;
import java.util.List;

/**
 * Asks for code from an instruction.
 *
 * @param file          the file in the editor
 * @param model         which model is wanted
 * @param promptId      prompt of the registry, normally {@code code_suggestions/generations}; empty for none
 * @param promptVersion constraint on its version; empty for the usual one
 * @param prompt        the whole prompt, used instead of one made here; empty for none
 * @param material      what a prompt of the registry is made of
 * @param promptCache   whether the provider may keep the prompt in a cache
 */
public record GenerationAsked(
        CurrentFile file,
        ModelWish model,
        String promptId,
        String promptVersion,
        List<ChatMessage> prompt,
        Material material,
        boolean promptCache) {
    public GenerationAsked {
        prompt = List.copyOf(prompt);
    }

    /**
     * What the caller gathered for the prompt ({@code prompt_enhancer}); everything may be empty.
     *
     * @param instruction     what shall be written
     * @param trimmedAbove    text before the cursor, cut by the caller
     * @param trimmedBelow    text after the cursor, cut by the caller
     * @param examples        pairs of request and answer to imitate
     * @param libraries       names of libraries that the project uses
     * @param relatedFiles    other files, each wrapped by the caller
     * @param relatedSnippets parts of other files, each wrapped by the caller
     */
    public record Material(
            String instruction,
            String trimmedAbove,
            String trimmedBelow,
            List<Example> examples,
            List<String> libraries,
            List<String> relatedFiles,
            List<String> relatedSnippets) {
        /** Nothing was gathered. */
        public static final Material NONE = new Material("", "", "", List.of(), List.of(), List.of(), List.of());

        public Material {
            examples = List.copyOf(examples);
            libraries = List.copyOf(libraries);
            relatedFiles = List.copyOf(relatedFiles);
            relatedSnippets = List.copyOf(relatedSnippets);
        }

        @Override
        public String toString() {
            return "Material[files: " + relatedFiles.size() + ", snippets: " + relatedSnippets.size() + "]";
        }
    }

    /**
     * A request and a good answer to it.
     *
     * @param request text before the cursor
     * @param answer  code that was right for it
     */
    public record Example(String request, String answer) {
        @Override
        public String toString() {
            return "Example[request: " + request.length() + ", answer: " + answer.length() + "]";
        }
    }

    @Override
    public String toString() {
        return "GenerationAsked[" + file + ", prompt: " + promptId + ", " + material + "]";
    }
}
