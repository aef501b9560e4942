package io.aigateway.codesuggestions;

import io.aigateway.codesuggestions.SuggestionsFile.CompletionFamily;
import io.aigateway.codesuggestions.core.TextFilter;
import io.aigateway.model.Model;
import io.aigateway.model.Models;
import io.aigateway.model.Question;
import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ModelAsked.Origin;
import io.aigateway.model.api.ModelInput;
import io.aigateway.model.api.Parameters;
import io.aigateway.registry.MessageTrimmer;
import io.aigateway.registry.PromptModels;
import io.aigateway.registry.PromptModels.Choice;
import io.aigateway.registry.PromptRenderer;
import io.aigateway.registry.ReasoningFilter;
import io.aigateway.registry.RenderedPrompt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the question to a model of what the rules, or the registry's prompts, say. */
final class Asking {
    /** Longest wait for a model, in seconds. Source: contract section 11.3. */
    private static final int TIMEOUT_SECONDS = 60;

    private final Models models;
    private final PromptModels prompts;
    private final PromptRenderer renderer;

    Asking(Models models, PromptModels prompts, PromptRenderer renderer) {
        this.models = models;
        this.prompts = prompts;
        this.renderer = renderer;
    }

    /** A prompt of the registry, for a model. */
    Choice prompt(String promptId, String version, Model model) {
        return prompts.choose(promptId, version, model);
    }

    /** Longest answer to a prompt, in tokens. */
    int maxTokens(Choice choice) {
        return prompts.maxTokens(choice.definition());
    }

    /** A text to go on with. */
    Question question(Model model, ModelInput input, Parameters parameters, boolean promptCache) {
        return models.question(model, input, parameters, promptCache, Origin.PROMPT);
    }

    /** A prompt, filled in. */
    Question question(Choice choice, Map<String, Object> inputs, boolean promptCache, Origin origin) {
        RenderedPrompt rendered = renderer.render(choice.definition(), inputs, prompts.readableTokens(choice));
        return prompts.question(choice, rendered, promptCache, origin);
    }

    /** Messages that the caller wrote, with the parameters of a prompt. */
    Question question(Choice choice, List<ChatMessage> messages, boolean promptCache, Origin origin) {
        List<ChatMessage> fitting = MessageTrimmer.trim(messages, prompts.readableTokens(choice));
        return prompts.question(choice, new RenderedPrompt(fitting, 0), promptCache, origin);
    }

    /** An answer without the thoughts that some models write before it. */
    String withoutThoughts(Model model, String text) {
        return TextFilter.applyTo(text, thoughtsFilter(model));
    }

    /** The same for a streamed answer. */
    TextFilter thoughtsFilter(Model model) {
        ReasoningFilter filter = ReasoningFilter.forModel(model.thinksAloud());
        return Filters.of(filter::feed, filter::finish);
    }

    /** The same question with a header that lets Fireworks serve a user from the machine that has its cache. */
    static @Nullable Question withAffinity(@Nullable Question question, String userId) {
        if (question == null || userId.isEmpty()) {
            return question;
        }
        return question.at(target -> {
            if (!target.provider().equals("fireworks")) {
                return target;
            }
            var headers = new LinkedHashMap<>(target.headers());
            headers.put("x-session-affinity", userId);
            return target.withHeaders(headers);
        });
    }

    static Parameters parameters(CompletionFamily family, Model model) {
        var stop = new ArrayList<String>(family.stop() == null ? List.of() : family.stop());
        for (String text : model.stop()) {
            if (!stop.contains(text)) {
                stop.add(text);
            }
        }
        Integer seconds = family.timeoutSeconds();
        long timeoutMillis = 1000L * (seconds == null ? TIMEOUT_SECONDS : seconds);
        return new Parameters(family.temperature(), null, null, family.maxTokens(), stop, timeoutMillis);
    }
}
