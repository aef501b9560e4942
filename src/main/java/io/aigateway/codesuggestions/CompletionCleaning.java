package io.aigateway.codesuggestions;

import io.aigateway.codesuggestions.api.CurrentFile;
import io.aigateway.codesuggestions.core.CleaningRules;
import io.aigateway.codesuggestions.core.CleaningRules.Host;
import io.aigateway.codesuggestions.core.CodeAround;
import io.aigateway.codesuggestions.core.CompletionCleaner;
import io.aigateway.codesuggestions.core.Languages;
import io.aigateway.codesuggestions.core.RawCompletion;
import io.aigateway.model.Model;
import io.aigateway.settings.FeatureSettings;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Cleans whole answers of the models whose answers need it; those of Anthropic and of self-hosted models stay untouched. */
final class CompletionCleaning {
    private final Set<String> skippedSteps;
    private final Map<String, Double> scoreThresholds;
    private final Map<String, CompletionCleaner> cleaners = new ConcurrentHashMap<>();

    CompletionCleaning(FeatureSettings settings) {
        this.skippedSteps = Set.copyOf(settings.skippedSteps());
        this.scoreThresholds = settings.scoreThresholds();
    }

    /**
     * The suggestion that an answer holds; empty for none.
     *
     * @param cutOff whether the model stopped because it had used all tokens it was given
     */
    String clean(Model model, CurrentFile file, String answer, boolean cutOff) {
        boolean fireworks = model.engine().equals("fireworks_ai");
        boolean codestralOnVertex = model.target().api().equals("codestral");
        if (!fireworks && !codestralOnVertex) {
            return answer;
        }
        CompletionCleaner cleaner = cleaners.computeIfAbsent(
                model.identifier(), name -> cleaner(name, fireworks ? Host.FIREWORKS : Host.VERTEX));
        var around = new CodeAround(Languages.reported(file.name(), file.language()), file.above(), file.below());
        return cleaner.clean(new RawCompletion(answer, RawCompletion.NO_SCORE, cutOff), around);
    }

    private CompletionCleaner cleaner(String model, Host host) {
        Double threshold = scoreThresholds.get(model);
        return new CompletionCleaner(
                new CleaningRules(skippedSteps, host, threshold == null || threshold == 0 ? null : threshold));
    }
}
