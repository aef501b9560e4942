package io.aigateway.registry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One version of a prompt for one family of models. Source: contract section 3.5.
 *
 * @param id            path of the prompt, e.g. {@code chat/explain_code}
 * @param family        which models it suits; {@code base} for all others
 * @param version       as the file is named
 * @param name          shown to people, and told to clients as the name of the model
 * @param unitPrimitive capability that a caller needs
 * @param messages      what the model reads, in order
 * @param settings      how the model shall answer
 * @param keptEnds      inputs of which the end is kept when they must be cut; of all others the beginning
 */
public record PromptDefinition(
        String id,
        String family,
        String version,
        String name,
        String unitPrimitive,
        List<Part> messages,
        Settings settings,
        Set<String> keptEnds) {

    public PromptDefinition {
        messages = List.copyOf(messages);
        keptEnds = Set.copyOf(keptEnds);
    }

    /** Who speaks in a message. */
    public enum Role {
        /** Rules that never change; worth keeping in a provider's cache. */
        SYSTEM_STATIC,
        SYSTEM,
        USER,
        /** The beginning of the answer. */
        ASSISTANT,
        /** Stands for the messages that an input holds. */
        PLACEHOLDER
    }

    /**
     * One message.
     *
     * @param role     who speaks
     * @param template what is said; for a placeholder, nothing
     * @param input    for a placeholder, the input whose messages stand here; otherwise empty
     */
    public record Part(Role role, @Nullable Template template, String input) {
        /** What a model reads. */
        static Part text(Role role, Template template) {
            return new Part(role, template, "");
        }

        /** Messages of an input; none when the caller gives none. */
        static Part placeholder(String input) {
            return new Part(Role.PLACEHOLDER, null, input);
        }
    }

    /**
     * How a model shall answer; null and empty leave it to the model's catalogue entry.
     *
     * @param maxTokens      longest answer
     * @param stop           texts that end it
     * @param timeoutSeconds longest wait
     * @param model          name sent upstream instead of the catalogue's
     * @param headers        added to the call
     * @param location       Vertex AI region instead of the catalogue's
     * @param effort         how hard an OpenAI model thinks
     * @param verbosity      how much an OpenAI model says
     */
    public record Settings(
            @Nullable Double temperature,
            @Nullable Double topP,
            @Nullable Integer topK,
            @Nullable Integer maxTokens,
            List<String> stop,
            @Nullable Double timeoutSeconds,
            @Nullable String model,
            Map<String, String> headers,
            @Nullable String location,
            @Nullable String effort,
            @Nullable String verbosity) {
        public Settings {
            stop = List.copyOf(stop);
            headers = Map.copyOf(headers);
        }
    }

    /** Inputs that its templates read, in alphabetical order. */
    public Set<String> variables() {
        var variables = new TreeSet<String>();
        for (Part part : messages) {
            if (part.template() != null) {
                variables.addAll(part.template().variables());
            }
        }
        return variables;
    }

    @Override
    public String toString() {
        return "PromptDefinition[" + id + "/" + family + "/" + version + "]";
    }
}
