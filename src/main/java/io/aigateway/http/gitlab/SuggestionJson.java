package io.aigateway.http.gitlab;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aigateway.codesuggestions.api.ModelUsed;
import io.aigateway.codesuggestions.api.SuggestionGiven;
import io.aigateway.wire.JsonMembers;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Suggestions in the words of each generation of the contract. Source: contract sections 1.2, 1.4 and 1.5. */
final class SuggestionJson {
    private static final String FLAGS = "enabled_feature_flags";

    private SuggestionJson() {}

    /** The answer of {@code /v2}. */
    static JsonMembers flat(SuggestionGiven given, String region, long epochSeconds, Set<String> flags) {
        return json -> {
            json.writeStringField("id", "id");
            writeModel(json, given, region);
            writeTexts(json, "experiments", List.of());
            json.writeStringField("object", "text_completion");
            json.writeNumberField("created", epochSeconds);
            writeChoices(json, given);
            json.writeObjectFieldStart("metadata");
            writeTexts(json, FLAGS, flags);
            json.writeEndObject();
        };
    }

    /** The answer of {@code /v3} and {@code /v4}. */
    static JsonMembers components(SuggestionGiven given, long epochSeconds, Set<String> flags) {
        return json -> {
            writeChoices(json, given);
            json.writeObjectFieldStart("metadata");
            writeModel(json, given.model());
            json.writeNumberField("timestamp", epochSeconds);
            writeTexts(json, FLAGS, flags);
            json.writeNullField("region");
            json.writeEndObject();
            writeModel(json, given.model());
        };
    }

    /** {@code data} of the first event of a {@code /v4} stream. */
    static Map<String, Object> streamStart(ModelUsed used, String region, long epochSeconds, Set<String> flags) {
        var model = new LinkedHashMap<String, Object>();
        model.put("engine", used.engine());
        model.put("name", used.name());
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("model", model);
        metadata.put("timestamp", epochSeconds);
        metadata.put(FLAGS, List.copyOf(flags));
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

    private static void writeModel(JsonGenerator json, ModelUsed used) throws IOException {
        json.writeObjectFieldStart("model");
        writeNames(json, used);
        json.writeEndObject();
    }

    private static void writeModel(JsonGenerator json, SuggestionGiven given, String region) throws IOException {
        json.writeObjectFieldStart("model");
        writeNames(json, given.model());
        writeTokens(json, given);
        json.writeStringField("region", region);
        json.writeEndObject();
    }

    private static void writeNames(JsonGenerator json, ModelUsed used) throws IOException {
        json.writeStringField("engine", used.engine());
        json.writeStringField("name", used.name());
        json.writeStringField("lang", used.lang());
    }

    private static void writeTexts(JsonGenerator json, String name, Collection<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void writeChoices(JsonGenerator json, SuggestionGiven given) throws IOException {
        json.writeArrayFieldStart("choices");
        for (int i = 0; i < given.choices().size(); i++) {
            json.writeStartObject();
            json.writeStringField("text", given.choices().get(i));
            json.writeNumberField("index", i);
            json.writeStringField("finish_reason", "length");
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeTokens(JsonGenerator json, SuggestionGiven given) throws IOException {
        SuggestionGiven.Tokens tokens = given.tokens();
        if (tokens == null || given.choices().isEmpty()) {
            json.writeNullField("tokens_consumption_metadata");
            return;
        }
        json.writeObjectFieldStart("tokens_consumption_metadata");
        json.writeNumberField("input_tokens", tokens.input());
        json.writeNumberField("output_tokens", tokens.output());
        json.writeBooleanField("max_output_tokens_used", false);
        json.writeNumberField("context_tokens_sent", tokens.contextSent());
        json.writeNumberField("context_tokens_used", tokens.contextUsed());
        json.writeEndObject();
    }
}
