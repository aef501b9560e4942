package io.aigateway.codesuggestions;

import io.aigateway.codesuggestions.Plan.ContextTokens;
import io.aigateway.codesuggestions.SuggestionsFile.CompletionFamily;
import io.aigateway.codesuggestions.SuggestionsFile.CompletionRules;
import io.aigateway.codesuggestions.SuggestionsFile.Form;
import io.aigateway.codesuggestions.api.CompletionAsked;
import io.aigateway.codesuggestions.api.CurrentFile;
import io.aigateway.codesuggestions.api.ModelUsed;
import io.aigateway.codesuggestions.api.ModelWish;
import io.aigateway.codesuggestions.api.Protocol;
import io.aigateway.codesuggestions.core.FimTemplate;
import io.aigateway.codesuggestions.core.Languages;
import io.aigateway.codesuggestions.core.TokenCounter;
import io.aigateway.codesuggestions.core.TrimContext;
import io.aigateway.codesuggestions.core.TrimmedContext;
import io.aigateway.model.Model;
import io.aigateway.model.Models;
import io.aigateway.model.Question;
import io.aigateway.model.api.ModelAnswered.Finish;
import io.aigateway.model.api.ModelAsked.Origin;
import io.aigateway.model.api.ModelInput;
import io.aigateway.registry.PromptModels.Choice;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Use case: the code that belongs at the cursor. Source: contract sections 1.2, 1.4 and 11. */
final class Completions {
    private static final String PROMPT_ID = "code_suggestions/completions";
    private static final String FEATURE = "code_completions";
    private static final String USE_CASE = "code completions";
    private static final String ANTHROPIC = "anthropic";

    /** Files with more text are worked on off the event loop, in characters: it takes milliseconds. */
    private static final int LONG_TEXT = 8_000;

    private final CompletionRules rules;
    private final Models models;
    private final Asking asking;
    private final TokenCounter tokens;
    private final CompletionCleaning cleaning;

    Completions(CompletionRules rules, Models models, Asking asking, TokenCounter tokens, CompletionCleaning cleaning) {
        this.rules = rules;
        this.models = models;
        this.asking = asking;
        this.tokens = tokens;
        this.cleaning = cleaning;
    }

    Plan plan(CompletionAsked asked) {
        Model model = modelFor(asked.model());
        CompletionFamily family = rules.familyOf(model.families());
        return family == null ? byPrompt(asked, model) : byText(asked, model, family);
    }

    static boolean isHeavy(CurrentFile file) {
        return file.above().length() + file.below().length() > LONG_TEXT;
    }

    /** For a model that goes on with a text. */
    private Plan byText(CompletionAsked asked, Model model, CompletionFamily family) {
        CurrentFile file = asked.file();
        ModelUsed used = used(asked, model, family.name());
        if (Languages.toldToModel(file.name(), file.language()) == null) {
            return Plan.nothing(used);
        }
        TrimmedContext context = trim(asked, model, family.maxTokens());
        FimTemplate template = template(family);
        ModelInput input = new ModelInput.Completion(
                template == null ? context.prefix() : template.render(context.prefix(), context.suffix()),
                template == null ? context.suffix() : null);
        Question question = asking.question(model, input, Asking.parameters(family, model), asked.promptCache());
        return new Plan(
                question,
                used,
                answer -> cleaning.clean(
                        model,
                        file,
                        template == null ? answer.text() : template.answer(answer.text()),
                        answer.finish() == Finish.LENGTH),
                () -> template == null ? Filters.unchanged() : template.answerFilter(),
                tokensOf(asked, context),
                models.streams(model),
                isHeavy(file));
    }

    /** For a model that has to be told what to do. */
    private Plan byPrompt(CompletionAsked asked, Model model) {
        CurrentFile file = asked.file();
        Choice choice = asking.prompt(PROMPT_ID, "", model);
        ModelUsed used = used(asked, model, choice.definition().name());
        String language = Languages.toldToModel(file.name(), file.language());
        boolean wholePrompt = !asked.prompt().isEmpty() && model.engine().equals(ANTHROPIC);
        if (language == null && !wholePrompt) {
            return Plan.nothing(used);
        }
        TrimmedContext context =
                wholePrompt ? new TrimmedContext("", "", 0, 0) : trim(asked, model, asking.maxTokens(choice));
        Question question = wholePrompt
                ? asking.question(choice, asked.prompt(), asked.promptCache(), Origin.PROMPT)
                : asking.question(
                        choice,
                        Map.of(
                                "file_name", file.name(),
                                "language", Objects.requireNonNull(language),
                                "prefix", context.prefix(),
                                "suffix", context.suffix()),
                        asked.promptCache(),
                        Origin.PROMPT);
        return new Plan(
                question,
                used,
                answer -> cleaning.clean(
                        model, file, asking.withoutThoughts(model, answer.text()), answer.finish() == Finish.LENGTH),
                () -> asking.thoughtsFilter(model),
                tokensOf(asked, context),
                models.streams(model),
                isHeavy(file));
    }

    private Model modelFor(ModelWish wish) {
        if (wish.protocol() == Protocol.FLAT) {
            return models.routed(rules.routes(), wish.choice(), USE_CASE, wish.nameGiven());
        }
        Model chosen = models.chosenBy(wish.choice());
        return chosen == null ? models.defaultOf(FEATURE) : chosen;
    }

    private static ModelUsed used(CompletionAsked asked, Model model, String promptName) {
        ModelWish wish = asked.model();
        String lang = Languages.reported(asked.file().name(), asked.file().language());
        if (wish.protocol() == Protocol.COMPONENTS) {
            return new ModelUsed("agent", promptName, lang);
        }
        String engine = model.isSelfHosted() ? wish.choice().provider() : model.engine();
        String name = model.isSelfHosted() && !wish.choice().name().isEmpty()
                ? wish.choice().name()
                : model.identifier();
        return new ModelUsed(engine, name, lang);
    }

    private TrimmedContext trim(CompletionAsked asked, Model model, int answerTokens) {
        int limit = isFlat(asked) ? model.contextTokens() : TrimContext.DEFAULT_BUDGET;
        boolean fast = model.engine().equals("fireworks_ai") || model.engine().equals("vertex-ai");
        double share = fast ? TrimContext.FIREWORKS_AND_VERTEX_SHARE : TrimContext.FULL_SHARE;
        return new TrimContext(tokens, model.readableTokens(limit, answerTokens), share)
                .forCompletion(asked.file().above(), asked.file().below(), asked.context());
    }

    private static boolean isFlat(CompletionAsked asked) {
        return asked.model().protocol() == Protocol.FLAT;
    }

    private static @Nullable ContextTokens tokensOf(CompletionAsked asked, TrimmedContext context) {
        return isFlat(asked) ? new ContextTokens(context.contextTokensSent(), context.contextTokensUsed()) : null;
    }

    private static @Nullable FimTemplate template(CompletionFamily family) {
        return family.form() == Form.FIM && family.template() != null
                ? new FimTemplate(family.template(), family.markers() == null ? List.of() : family.markers())
                : null;
    }
}
