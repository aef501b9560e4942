package io.aigateway.http.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.codesuggestions.api.GenerationAsked.Example;
import io.aigateway.codesuggestions.api.GenerationAsked.Material;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code prompt_enhancer}, which has no schema: releases name its members differently and send a text where later ones send
 * a list. What is not understood is left out.
 */
final class Enhancer {
    private static final int MAX_ITEMS = 500;

    private Enhancer() {}

    static Material read(JsonNode enhancer) {
        if (!enhancer.isObject()) {
            return Material.NONE;
        }
        return new Material(
                text(enhancer, "user_instruction", "user_instruction"),
                text(enhancer, "trimmed_content_above_cursor", "trimmed_prefix"),
                text(enhancer, "trimmed_content_below_cursor", "trimmed_suffix"),
                examples(enhancer.path("examples_array")),
                texts(enhancer.path("libraries")),
                texts(enhancer.path("related_files")),
                texts(enhancer.path("related_snippets")));
    }

    private static String text(JsonNode enhancer, String name, String olderName) {
        JsonNode value = enhancer.has(name) ? enhancer.path(name) : enhancer.path(olderName);
        return value.isTextual() ? value.textValue() : "";
    }

    private static List<String> texts(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue().isBlank() ? List.of() : List.of(value.textValue());
        }
        var texts = new ArrayList<String>();
        for (JsonNode item : value) {
            if (item.isTextual() && texts.size() < MAX_ITEMS) {
                texts.add(item.textValue());
            }
        }
        return texts;
    }

    private static List<Example> examples(JsonNode value) {
        var examples = new ArrayList<Example>();
        for (JsonNode item : value) {
            JsonNode request = item.path("example");
            JsonNode answer = item.path("response");
            if (request.isTextual() && answer.isTextual() && examples.size() < MAX_ITEMS) {
                examples.add(new Example(request.textValue(), answer.textValue()));
            }
        }
        return examples;
    }
}
