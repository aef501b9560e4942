package io.aigateway.http.gitlab;

import io.aigateway.codesuggestions.api.ModelUsed;
import io.aigateway.codesuggestions.api.SuggestionGiven;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Suggestions in the words of each generation of the contract. Source: contract sections 1.2, 1.4 and 1.5. */
final class SuggestionJson {
    private SuggestionJson() {}

    /** The answer of {@code /v2}. */
    static Map<String, @Nullable Object> flat(
            SuggestionGiven given, String region, long epochSeconds, Set<String> flags) {
        var model = new LinkedHashMap<String, @Nullable Object>();
        model.put("engine", given.model().engine());
        model.put("name", given.model().name());
        model.put("lang", given.model().lang());
        model.put("tokens_consumption_metadata", tokens(given));
        model.put("region", region);
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("id", "id");
        answer.put("model", model);
        answer.put("experiments", List.of());
        answer.put("object", "text_completion");
        answer.put("created", epochSeconds);
        answer.put("choices", choices(given));
        answer.put("metadata", Map.of("enabled_feature_flags", List.copyOf(flags)));
        return answer;
    }

    /** The answer of {@code /v3} and {@code /v4}. */
    static Map<String, Object> components(SuggestionGiven given, long epochSeconds, Set<String> flags) {
        Map<String, String> model = model(given.model());
        var metadata = new LinkedHashMap<String, @Nullable Object>();
        metadata.put("model", model);
        metadata.put("timestamp", epochSeconds);
        metadata.put("enabled_feature_flags", List.copyOf(flags));
        metadata.put("region", null);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("choices", choices(given));
        answer.put("metadata", metadata);
        answer.put("model", model);
        return answer;
    }

    /** {@code data} of the first event of a {@code /v4} stream. */
    static Map<String, Object> streamStart(ModelUsed used, String region, long epochSeconds, Set<String> flags) {
        var model = new LinkedHashMap<String, Object>();
        model.put("engine", used.engine());
        model.put("name", used.name());
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("model", model);
        metadata.put("timestamp", epochSeconds);
        metadata.put("enabled_feature_flags", List.copyOf(flags));
        metadata.put("region", region);
        return Map.of("metadata", metadata);
    }

    /** {@code data} of an event with text. */
    static Map<String, Object> chunk(String text) {
        var choice = new LinkedHashMap<String, Object>();
        choice.put("delta", Map.of("content", text));
        choice.put("index", 0);
        return Map.of("choices", List.of(choice));
    }

    private static Map<String, String> model(ModelUsed used) {
        var model = new LinkedHashMap<String, String>();
        model.put("engine", used.engine());
        model.put("name", used.name());
        model.put("lang", used.lang());
        return model;
    }

    private static List<Map<String, Object>> choices(SuggestionGiven given) {
        var choices = new ArrayList<Map<String, Object>>();
        for (String text : given.choices()) {
            var choice = new LinkedHashMap<String, Object>();
            choice.put("text", text);
            choice.put("index", choices.size());
            choice.put("finish_reason", "length");
            choices.add(choice);
        }
        return choices;
    }

    private static @Nullable Map<String, Object> tokens(SuggestionGiven given) {
        SuggestionGiven.Tokens tokens = given.tokens();
        if (tokens == null || given.choices().isEmpty()) {
            return null;
        }
        var counts = new LinkedHashMap<String, Object>();
        counts.put("input_tokens", tokens.input());
        counts.put("output_tokens", tokens.output());
        counts.put("max_output_tokens_used", false);
        counts.put("context_tokens_sent", tokens.contextSent());
        counts.put("context_tokens_used", tokens.contextUsed());
        return counts;
    }
}
