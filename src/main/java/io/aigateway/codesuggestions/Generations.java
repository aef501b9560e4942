package io.aigateway.codesuggestions;

import io.aigateway.codesuggestions.SuggestionsFile.GenerationFamily;
import io.aigateway.codesuggestions.SuggestionsFile.GenerationRules;
import io.aigateway.codesuggestions.api.CurrentFile;
import io.aigateway.codesuggestions.api.GenerationAsked;
import io.aigateway.codesuggestions.api.ModelUsed;
import io.aigateway.codesuggestions.api.ModelWish;
import io.aigateway.codesuggestions.api.Protocol;
import io.aigateway.codesuggestions.core.FenceFilter;
import io.aigateway.codesuggestions.core.GenerationCleaner;
import io.aigateway.codesuggestions.core.GenerationPrompt;
import io.aigateway.codesuggestions.core.Languages;
import io.aigateway.codesuggestions.core.NewCodeFilter;
import io.aigateway.codesuggestions.core.TextFilter;
import io.aigateway.codesuggestions.core.TokenCounter;
import io.aigateway.codesuggestions.core.TrimContext;
import io.aigateway.kernel.Failure;
import io.aigateway.model.Model;
import io.aigateway.model.Models;
import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ModelAsked.Origin;
import io.aigateway.model.api.ModelChoice;
import io.aigateway.model.api.ModelInput;
import io.aigateway.model.api.Parameters;
import java.util.List;

/** Use case: code from an instruction. Source: contract sections 1.3 to 1.5 and 11. */
final class Generations {
    static final String PROMPT_ID = "code_suggestions/generations";

    private static final String FEATURE = "code_generations";
    private static final String USE_CASE = "code generations";
    private static final String ANTHROPIC = "anthropic";

    private final GenerationRules rules;
    private final Models models;
    private final Asking asking;
    private final TokenCounter tokens;

    Generations(GenerationRules rules, Models models, TokenCounter tokens) {
        this.rules = rules;
        this.models = models;
        this.asking = new Asking(models);
        this.tokens = tokens;
    }

    Plan plan(GenerationAsked asked) {
        boolean fromRegistry = isFromRegistry(asked);
        Model model = modelFor(asked, fromRegistry);
        GenerationFamily family = rules.familyOf(model.families());
        String lang = Languages.reported(asked.file().name(), asked.file().language());
        List<ChatMessage> messages = asked.prompt().isEmpty() ? messages(asked, model, family) : asked.prompt();
        var cleaner = new GenerationCleaner(providerForCleaning(asked));
        return new Plan(
                asking.question(
                        model,
                        new ModelInput.Chat(messages),
                        parameters(family),
                        asked.promptCache(),
                        fromRegistry ? Origin.PROMPT : Origin.DIRECT),
                used(model, family, lang, fromRegistry),
                answer -> cleaner.clean(
                        TextFilter.applyTo(answer.text(), new NewCodeFilter()),
                        asked.file().above()),
                () -> Filters.chain(new NewCodeFilter(), new FenceFilter()),
                null,
                models.streams(model),
                Completions.isHeavy(asked.file()));
    }

    private static boolean isFromRegistry(GenerationAsked asked) {
        if (!asked.promptId().isEmpty() && !asked.promptId().equals(PROMPT_ID)) {
            String detail = "Failed to load prompt definition for '" + asked.promptId() + "'";
            throw Failure.invalid(detail).asException();
        }
        return asked.model().protocol() == Protocol.COMPONENTS
                || !asked.promptId().isEmpty();
    }

    private Model modelFor(GenerationAsked asked, boolean fromRegistry) {
        ModelWish wish = asked.model();
        if (!fromRegistry) {
            return models.routed(rules.routes(), wish.choice(), USE_CASE, wish.nameGiven());
        }
        boolean byProvider = wish.protocol() == Protocol.COMPONENTS
                && asked.promptId().isEmpty()
                && wish.choice().name().isEmpty()
                && wish.choice().identifier().isEmpty()
                && wish.choice().featureSetting().isEmpty();
        if (byProvider) {
            return models.routed(rules.componentRoutes(), wish.choice(), USE_CASE, false);
        }
        Model chosen = models.chosenBy(wish.choice());
        return chosen == null ? models.defaultOf(FEATURE) : chosen;
    }

    private ModelUsed used(Model model, GenerationFamily family, String lang, boolean fromRegistry) {
        if (fromRegistry) {
            return new ModelUsed("agent", family.name(), lang);
        } else if (models.areMocked()) {
            boolean chat = model.engine().equals(ANTHROPIC) || model.isSelfHosted();
            return chat
                    ? new ModelUsed("chat-model-provider-mocked", "chat-model-mocked", lang)
                    : new ModelUsed("llm-provider-mocked", "llm-mocked", lang);
        }
        return new ModelUsed(
                model.engine(),
                model.isSelfHosted() ? model.identifier() : model.target().model(),
                lang);
    }

    private List<ChatMessage> messages(GenerationAsked asked, Model model, GenerationFamily family) {
        CurrentFile file = asked.file();
        int budget = model.readableTokens(TrimContext.DEFAULT_BUDGET, family.maxTokens());
        String label = Languages.label(file.name(), file.language());
        var trim = new TrimContext(tokens, budget, TrimContext.FULL_SHARE);
        var prompt = new GenerationPrompt(file.name(), label, trim.forGeneration(file.above(), label));
        return prompt.messages(asked.material(), family.prefill());
    }

    /** The provider by which the original decides how an answer is cleaned. Source: contract section 11.5. */
    private static String providerForCleaning(GenerationAsked asked) {
        ModelChoice choice = asked.model().choice();
        boolean boundToPrompt = choice.provider().isEmpty() && !asked.promptId().isEmpty();
        return boundToPrompt ? ANTHROPIC : choice.provider();
    }

    private static Parameters parameters(GenerationFamily family) {
        return Asking.parameters(
                family.temperature(),
                family.maxTokens(),
                Asking.both(family.stop(), List.of()),
                family.timeoutSeconds());
    }
}
