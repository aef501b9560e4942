package io.aigateway.http.body;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a body, in the terms of the original's validation. Source: contract section 12.3.
 *
 * @param type     machine name, e.g. {@code string_too_long}
 * @param location path to the value, {@code body} first; texts and whole numbers
 * @param message  what was expected
 * @param input    the value found; the object it should be in when it is missing
 * @param context  numbers and texts that the message is made of; may be empty
 */
public record BodyError(
        String type,
        List<Object> location,
        String message,
        @Nullable JsonNode input,
        Map<String, Object> context) {
    public BodyError {
        location = List.copyOf(location);
        context = Map.copyOf(context);
    }

    /** Names of the rule and the place: the input is somebody's text. */
    @Override
    public String toString() {
        return type + " at " + location;
    }
}
