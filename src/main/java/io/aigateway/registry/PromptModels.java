package io.aigateway.registry;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.Model;
import io.aigateway.model.Models;
import io.aigateway.model.Question;
import io.aigateway.model.api.ModelAsked.Origin;
import io.aigateway.model.api.ModelChoice;
import io.aigateway.model.api.ModelInput;
import io.aigateway.model.api.Parameters;
import io.aigateway.model.api.Target;
import io.aigateway.registry.PromptDefinition.Settings;
import io.aigateway.settings.PromptSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings prompts and models together: which model a prompt is for, which version of the prompt suits the model, and what the model
 * is asked. Source: contract sections 3.3 to 3.6.
 */
public final class PromptModels {
    /** Longest answer of a prompt that says nothing, in tokens. */
    private static final int DEFAULT_MAX_TOKENS = 4096;

    /** Longest wait for the model of a prompt that says nothing, in seconds. */
    private static final double DEFAULT_TIMEOUT_SECONDS = 60;

    private static final String CHAT = "chat/";
    private static final String AGENT_PLATFORM = "duo_agent_platform";

    /** Prompts whose feature is not the first part of their id. */
    private static final Map<String, String> FEATURES = Map.of(
            "code_suggestions/completions", "code_completions",
            "code_suggestions/generations", "code_generations",
            "classify_code_review_mention_intent", AGENT_PLATFORM,
            "generate_session_title", AGENT_PLATFORM,
            "summarize_duo_workflow", AGENT_PLATFORM);

    /**
     * A prompt and the model it goes to.
     *
     * @param definition version of the prompt that suits the model
     * @param model      may be one that the caller runs
     */
    public record Choice(PromptDefinition definition, Model model) {}

    private final Prompts prompts;
    private final Models models;
    private final PromptSettings settings;

    public PromptModels(Prompts prompts, Models models, PromptSettings settings) {
        this.prompts = prompts;
        this.models = models;
        this.settings = settings;
    }

    /**
     * Chooses model and version for a request.
     *
     * @param constraint which versions are wanted; empty for the usual ones
     * @param choice     which model the caller wants
     * @param flags      feature flags of the caller
     * @throws FailureException with {@link Kind#NOT_FOUND} for an unknown prompt, and with {@link Kind#UNRESOLVED} when there is no
     *     model, or no version, for it
     */
    public Choice choose(String promptId, String constraint, ModelChoice choice, Set<String> flags) {
        if (!prompts.has(promptId)) {
            throw Failure.of(Kind.NOT_FOUND, "Prompt '" + promptId + "' not found")
                    .asException();
        }
        Model chosen = models.chosenBy(choice);
        return choose(promptId, constraint, chosen == null ? defaultModel(promptId, flags) : chosen);
    }

    /** Chooses the version for a model. */
    public Choice choose(String promptId, String constraint, Model model) {
        String wanted = constraint.isEmpty() ? Prompts.ANY_FIRST : constraint;
        return new Choice(prompts.find(promptId, model.families(), wanted), model);
    }

    /** How much of a prompt the model can read, in tokens of the general tokenizer. */
    public int readableTokens(Choice choice) {
        return choice.model().readableTokens(Integer.MAX_VALUE, maxTokens(choice.definition()));
    }

    /** What the model is asked. */
    public Question question(Choice choice, RenderedPrompt prompt, boolean promptCache, Origin origin) {
        var input = new ModelInput.Chat(prompt.messages());
        return models.question(choice.model(), input, parameters(choice), promptCache, origin)
                .forUnitPrimitive(choice.definition().unitPrimitive())
                .at(target -> adapted(target, choice));
    }

    private Model defaultModel(String promptId, Set<String> flags) {
        try {
            return models.defaultOf(featureOf(promptId), flags);
        } catch (FailureException e) {
            String why = e.failure().detail();
            throw Failure.of(Kind.UNRESOLVED, "Failed to load prompt definition for '" + promptId + "': " + why)
                    .asException();
        }
    }

    /** The feature setting whose model a prompt uses. */
    static String featureOf(String promptId) {
        String exception = FEATURES.get(promptId);
        if (exception != null) {
            return exception;
        }
        int slash = promptId.indexOf('/');
        return promptId.startsWith(CHAT) ? "duo_chat" : slash < 0 ? promptId : promptId.substring(0, slash);
    }

    /** A target with what the prompt says about it. Model names and locations are those of the model's usual provider. */
    private Target adapted(Target usually, Choice choice) {
        Settings wanted = choice.definition().settings();
        Map<String, Object> usual = usual(choice.model());
        boolean atHome = usually.provider().equals(choice.model().target().provider());
        Target target = !atHome
                ? usually
                : usually.withModel(
                        text(wanted.model(), usual.get("model_id")),
                        text(wanted.location(), usual.get("vertex_location")));
        var headers = new LinkedHashMap<>(target.headers());
        headers.putAll(wanted.headers());
        return target.withHeaders(headers);
    }

    private Parameters parameters(Choice choice) {
        Settings wanted = choice.definition().settings();
        return new Parameters(
                wanted.temperature(),
                wanted.topP(),
                wanted.topK(),
                maxTokens(choice.definition()),
                wanted.stop().isEmpty() ? texts(usual(choice.model()).get("stop")) : wanted.stop(),
                Math.round(1000 * timeoutSeconds(choice)),
                wanted.effort(),
                wanted.verbosity());
    }

    /** Longest answer to a prompt, in tokens. */
    public int maxTokens(PromptDefinition definition) {
        if (settings.chatMaxTokens().isPresent() && definition.id().startsWith(CHAT)) {
            return settings.chatMaxTokens().getAsInt();
        }
        Integer wanted = definition.settings().maxTokens();
        return wanted == null ? DEFAULT_MAX_TOKENS : wanted;
    }

    private double timeoutSeconds(Choice choice) {
        Double wanted = choice.definition().settings().timeoutSeconds();
        Object usual = usual(choice.model()).get("timeout");
        if (wanted != null) {
            return wanted;
        } else if (usual instanceof Number number && number.doubleValue() > 0) {
            return number.doubleValue();
        }
        return choice.definition().id().startsWith(CHAT)
                ? settings.chatTimeout().toMillis() / 1000.0
                : DEFAULT_TIMEOUT_SECONDS;
    }

    private Map<String, Object> usual(Model model) {
        return settings.params().getOrDefault(model.identifier(), Map.of());
    }

    private static String text(@Nullable String wanted, @Nullable Object usual) {
        return wanted != null ? wanted : usual == null ? "" : usual.toString();
    }

    private static List<String> texts(@Nullable Object usual) {
        return usual instanceof List<?> items
                ? items.stream().filter(Objects::nonNull).map(Object::toString).toList()
                : List.of();
    }
}
