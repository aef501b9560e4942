package io.aigateway.provider;

import io.aigateway.kernel.Secret;
import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ChatMessage.Role;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.ModelInput;
import io.aigateway.model.api.Parameters;
import io.aigateway.model.api.Target;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions for models, as tests ask them. */
public final class Questions {
    /** As a catalogue would set them, with everything that some model refuses. */
    public static final Parameters EVERYTHING =
            new Parameters(0.2, 0.9, 40, 256, List.of("</new_code>", "\n\n"), 60_000);

    public static final Parameters PLAIN = new Parameters(null, null, null, 64, List.of(), 60_000);

    private Questions() {}

    public static ModelAsked ask(Target target, ModelInput input, Parameters parameters) {
        return new ModelAsked(target, input, parameters, true, ModelAsked.Origin.PROMPT);
    }

    public static ModelAsked ask(Target target, ModelInput input) {
        return ask(target, input, PLAIN);
    }

    public static ModelAsked withoutCache(ModelAsked asked) {
        return new ModelAsked(asked.target(), asked.input(), asked.parameters(), false, asked.origin());
    }

    public static ModelInput chat(ChatMessage... messages) {
        return new ModelInput.Chat(List.of(messages));
    }

    public static ModelInput completion(String prompt, @Nullable String suffix) {
        return new ModelInput.Completion(prompt, suffix);
    }

    public static ChatMessage system(String content) {
        return new ChatMessage(Role.SYSTEM, content);
    }

    public static ChatMessage user(String content) {
        return new ChatMessage(Role.USER, content);
    }

    public static ChatMessage assistant(String content) {
        return new ChatMessage(Role.ASSISTANT, content);
    }

    public static ChatMessage cached(ChatMessage message) {
        return new ChatMessage(message.role(), message.content(), true);
    }

    /** A target with an API, an endpoint, a key and a location of its own; empty texts for none. */
    public static Target target(String model, String api, String endpoint, String key, String location) {
        return new Target("any", api, model, endpoint, new Secret(key), location, Map.of(), false);
    }

    public static Target target(String model) {
        return Target.of("any", model);
    }

    public static Target withHeader(Target target, String name, String value) {
        return new Target(
                target.provider(),
                target.api(),
                target.model(),
                target.endpoint(),
                target.apiKey(),
                target.location(),
                Map.of(name, value),
                target.guarded());
    }
}
