package io.aigateway.http.body;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Reads numbers, and holds them to their bounds, the way the original's validation library does. Source: contract section 12.2. */
final class Numbers {
    private Numbers() {}

    static double number(JsonNode value, Location place, List<BodyError> errors) {
        if (value.isNumber()) {
            return value.doubleValue();
        } else if (value.isTextual()) {
            try {
                return Double.parseDouble(value.textValue().strip());
            } catch (NumberFormatException e) {
                report(
                        errors,
                        "float_parsing",
                        place,
                        "Input should be a valid number, unable to parse string as a number",
                        value);
                return 0;
            }
        }
        report(errors, "float_type", place, "Input should be a valid number", value);
        return 0;
    }

    /** The number when it is within its bounds; otherwise the lower one, with an error reported. */
    static double within(
            double number, double min, double max, Location place, JsonNode value, List<BodyError> errors) {
        if (number >= min && number <= max) {
            return number;
        }
        boolean tooSmall = !(number >= min);
        double limit = tooSmall ? min : max;
        Object shown = limit == Math.rint(limit) ? (Object) (long) limit : (Object) limit;
        String type = tooSmall ? "greater_than_equal" : "less_than_equal";
        String message = "Input should be " + (tooSmall ? "greater" : "less") + " than or equal to " + shown;
        Scalars.report(
                errors, new BodyError(type, place.path(), message, value, Map.of(tooSmall ? "ge" : "le", shown)));
        return min;
    }

    private static void report(List<BodyError> errors, String type, Location place, String message, JsonNode value) {
        Scalars.report(errors, new BodyError(type, place.path(), message, value, Map.of()));
    }
}
