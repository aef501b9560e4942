package io.aigateway.settings;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;

/**
 * Switches of single features.
 *
 * @param disallowedFlags     realm to feature flags that are ignored when a caller announces them
 * @param skippedSteps        post-processing steps of code completions to leave out (contract section 11.4)
 * @param scoreThresholds     model name to the lowest score a completion needs
 * @param validationErrors    form of the answer to a malformed request: auto, list, text or plain
 */
public record FeatureSettings(
        Map<String, List<String>> disallowedFlags,
        List<String> skippedSteps,
        Map<String, Double> scoreThresholds,
        String validationErrors) {

    static final Setting<Map<String, List<String>>> DISALLOWED_FLAGS = Kinds.json(
            "AIGW_FEATURE_FLAGS__DISALLOWED_FLAGS",
            "{}",
            "a JSON object: realm to a list of feature flags",
            new TypeReference<>() {},
            "Feature flags that are ignored when a caller of that realm announces them.");
    static final Setting<List<String>> SKIPPED_STEPS = Kinds.json(
            "AIGW_FEATURE_FLAGS__EXCL_POST_PROCESS",
            "[]",
            "a JSON list of names of post-processing steps",
            new TypeReference<>() {},
            "Post-processing steps of code completions to leave out.");
    static final Setting<Map<String, Double>> SCORE_THRESHOLDS = Kinds.json(
            "AIGW_FEATURE_FLAGS__FIREWORKS_SCORE_THRESHOLD",
            "{}",
            "a JSON object: model name to a number",
            new TypeReference<>() {},
            "Completions of Fireworks models that score lower are dropped.");
    static final Setting<String> VALIDATION_ERRORS = Kinds.oneOf(
            "AIGW_HTTP__VALIDATION_ERRORS",
            "auto",
            "How a malformed request is answered: list (every error as an object), text (the same as one text), plain"
                    + " (no details), or auto: list with custom models, text when request logging is permitted, else"
                    + " plain.",
            "auto",
            "list",
            "text",
            "plain");

    static final List<Setting<?>> ALL = List.of(DISALLOWED_FLAGS, SKIPPED_STEPS, SCORE_THRESHOLDS, VALIDATION_ERRORS);

    static FeatureSettings from(Environment environment) {
        return new FeatureSettings(
                environment.read(DISALLOWED_FLAGS),
                environment.read(SKIPPED_STEPS),
                environment.read(SCORE_THRESHOLDS),
                environment.read(VALIDATION_ERRORS));
    }
}
