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
import io.aigateway.codesuggestions.core.PlainTemplate;
import io.aigateway.codesuggestions.core.TokenCounter;
import io.aigateway.codesuggestions.core.TrimContext;
import io.aigateway.codesuggestions.core.TrimmedContext;
import io.aigateway.model.Model;
import io.aigateway.model.Models;
import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ChatMessage.Role;
import io.aigateway.model.api.ModelAnswered.Finish;
import io.aigateway.model.api.ModelAsked.Origin;
import io.aigateway.model.api.ModelInput;
import io.aigateway.model.api.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Use case: the code that belongs at the cursor. Source: contract sections 1.2, 1.4 and 11. */
final class Completions {
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

    Completions(CompletionRules rules, Models models, TokenCounter tokens, CompletionCleaning cleaning) {
        this.rules = rules;
        this.models = models;
        this.asking = new Asking(models);
        this.tokens = tokens;
        this.cleaning = cleaning;
    }

    Plan plan(CompletionAsked asked) {
        CurrentFile file = asked.file();
        Model model = modelFor(asked.model());
        CompletionFamily family = rules.familyOf(model.families());
        ModelUsed used = used(asked.model(), model, family, Languages.reported(file.name(), file.language()));
        String language = Languages.toldToModel(file.name(), file.language());
        boolean wholePrompt = !asked.prompt().isEmpty() && model.engine().equals(ANTHROPIC);
        if (language == null && !wholePrompt) {
            return Plan.nothing(used);
        }
        boolean flat = asked.model().protocol() == Protocol.FLAT;
        TrimmedContext context = wholePrompt ? new TrimmedContext("", "", 0, 0) : trim(asked, model, family, flat);
        ModelInput input = wholePrompt
                ? new ModelInput.Chat(asked.prompt())
                : input(family, file, Objects.requireNonNull(language), context);
        FimTemplate template = template(family);
        return new Plan(
                asking.question(model, input, parameters(family, model), asked.promptCache(), Origin.PROMPT),
                used,
                answer -> cleaning.clean(
                        model,
                        file,
                        template == null ? answer.text() : template.answer(answer.text()),
                        answer.finish() == Finish.LENGTH),
                () -> template == null ? Filters.unchanged() : template.answerFilter(),
                flat ? new ContextTokens(context.contextTokensSent(), context.contextTokensUsed()) : null,
                models.streams(model),
                isHeavy(file));
    }

    static boolean isHeavy(CurrentFile file) {
        return file.above().length() + file.below().length() > LONG_TEXT;
    }

    private Model modelFor(ModelWish wish) {
        if (wish.protocol() == Protocol.FLAT) {
            return models.routed(rules.routes(), wish.choice(), USE_CASE, wish.nameGiven());
        }
        Model chosen = models.chosenBy(wish.choice());
        return chosen == null ? models.defaultOf(FEATURE) : chosen;
    }

    private static ModelUsed used(ModelWish wish, Model model, CompletionFamily family, String lang) {
        if (wish.protocol() == Protocol.COMPONENTS) {
            return new ModelUsed("agent", family.name(), lang);
        }
        String engine = model.isSelfHosted() ? wish.choice().provider() : model.engine();
        String name = model.isSelfHosted() && !wish.choice().name().isEmpty()
                ? wish.choice().name()
                : model.identifier();
        return new ModelUsed(engine, name, lang);
    }

    private TrimmedContext trim(CompletionAsked asked, Model model, CompletionFamily family, boolean flat) {
        int limit = flat ? model.contextTokens() : TrimContext.DEFAULT_BUDGET;
        boolean fast = model.engine().equals("fireworks_ai") || model.engine().equals("vertex-ai");
        double share = fast ? TrimContext.FIREWORKS_AND_VERTEX_SHARE : TrimContext.FULL_SHARE;
        return new TrimContext(tokens, model.readableTokens(limit, family.maxTokens()), share)
                .forCompletion(asked.file().above(), asked.file().below(), asked.context());
    }

    private static ModelInput input(
            CompletionFamily family, CurrentFile file, String language, TrimmedContext context) {
        return switch (family.form()) {
            case FIM ->
                new ModelInput.Completion(
                        Objects.requireNonNull(template(family)).render(context.prefix(), context.suffix()), null);
            case SUFFIX -> new ModelInput.Completion(context.prefix(), context.suffix());
            case CHAT ->
                chat(
                        family,
                        Map.of(
                                "file_name", file.name(),
                                "language", language,
                                "prefix", context.prefix(),
                                "suffix", context.suffix()));
        };
    }

    private static ModelInput chat(CompletionFamily family, Map<String, String> values) {
        String system = PlainTemplate.fill(Objects.requireNonNull(family.system()), values);
        String user = PlainTemplate.fill(Objects.requireNonNull(family.user()), values);
        return new ModelInput.Chat(
                List.of(new ChatMessage(Role.SYSTEM, system, true), new ChatMessage(Role.USER, user)));
    }

    private static @Nullable FimTemplate template(CompletionFamily family) {
        if (family.form() != Form.FIM || family.template() == null) {
            return null;
        }
        return new FimTemplate(family.template(), family.markers() == null ? List.of() : family.markers());
    }

    private static Parameters parameters(CompletionFamily family, Model model) {
        return Asking.parameters(
                family.temperature(),
                family.maxTokens(),
                Asking.both(family.stop(), model.stop()),
                family.timeoutSeconds());
    }
}
