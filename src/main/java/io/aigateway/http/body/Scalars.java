package io.aigateway.http.body;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads single values the way the original's validation library does in its lenient mode. Source: contract section 12.2. */
final class Scalars {
    /** Errors beyond this many are not listed: a body can hold a hundred thousand of them. */
    private static final int MAX_ERRORS = 100;

    private static final Set<String> YES = Set.of("true", "1", "yes", "on", "t", "y");
    private static final Set<String> NO = Set.of("false", "0", "no", "off", "f", "n");

    private Scalars() {}

    static void report(List<BodyError> errors, BodyError error) {
        if (errors.size() < MAX_ERRORS) {
            errors.add(error);
        }
    }

    static String text(JsonNode value, Location place, int maxCodePoints, List<BodyError> errors) {
        if (!value.isTextual()) {
            report(errors, error("string_type", place, "Input should be a valid string", value, Map.of()));
            return "";
        }
        String text = value.textValue();
        boolean tooLong = text.length() > maxCodePoints && text.codePointCount(0, text.length()) > maxCodePoints;
        if (tooLong) {
            String message = "String should have at most " + maxCodePoints + " character" + plural(maxCodePoints);
            report(errors, error("string_too_long", place, message, value, Map.of("max_length", maxCodePoints)));
            return "";
        }
        return text;
    }

    static int whole(JsonNode value, Location place, List<BodyError> errors) {
        if (value.isIntegralNumber() && value.canConvertToInt()) {
            return value.intValue();
        } else if (value.isNumber()) {
            if (value.canConvertToExactIntegral() && value.canConvertToInt()) {
                return value.intValue();
            }
            String message = value.isIntegralNumber()
                    ? "Input should be a valid integer"
                    : "Input should be a valid integer, got a number with a fractional part";
            report(errors, error("int_from_float", place, message, value, Map.of()));
            return 0;
        } else if (value.isTextual()) {
            return parse(value, place, errors);
        }
        report(errors, error("int_type", place, "Input should be a valid integer", value, Map.of()));
        return 0;
    }

    private static int parse(JsonNode value, Location place, List<BodyError> errors) {
        try {
            return Integer.parseInt(value.textValue().strip());
        } catch (NumberFormatException e) {
            String message = "Input should be a valid integer, unable to parse string as an integer";
            report(errors, error("int_parsing", place, message, value, Map.of()));
            return 0;
        }
    }

    static boolean flag(JsonNode value, Location place, List<BodyError> errors) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        String text = value.isValueNode() ? value.asText().toLowerCase(Locale.ROOT) : "";
        boolean number = value.isNumber();
        if (YES.contains(text) || (number && value.doubleValue() == 1)) {
            return true;
        } else if (NO.contains(text) || (number && value.doubleValue() == 0)) {
            return false;
        }
        boolean parsable = value.isTextual() || number;
        report(
                errors,
                parsable
                        ? error(
                                "bool_parsing",
                                place,
                                "Input should be a valid boolean, unable to interpret input",
                                value,
                                Map.of())
                        : error("bool_type", place, "Input should be a valid boolean", value, Map.of()));
        return false;
    }

    static void wrongSize(int size, int min, int max, Location place, JsonNode value, List<BodyError> errors) {
        boolean tooLong = size > max;
        int limit = tooLong ? max : min;
        String message = "List should have at " + (tooLong ? "most " : "least ") + limit + " item" + plural(limit)
                + " after validation, not " + size;
        Map<String, Object> context =
                Map.of("field_type", "List", tooLong ? "max_length" : "min_length", limit, "actual_length", size);
        report(errors, error(tooLong ? "too_long" : "too_short", place, message, value, context));
    }

    /** {@code 'a', 'b' or 'c'}. */
    static String enumerate(List<String> choices) {
        int last = choices.size() - 1;
        String first = quoted(choices.subList(0, last));
        return first.isEmpty() ? quoted(choices) : first + " or " + quoted(choices.subList(last, last + 1));
    }

    /** {@code 'a', 'b', 'c'}. */
    static String quoted(List<String> choices) {
        return choices.stream().map(choice -> "'" + choice + "'").collect(Collectors.joining(", "));
    }

    private static BodyError error(
            String type, Location place, String message, JsonNode value, Map<String, Object> context) {
        return new BodyError(type, place.path(), message, value, context);
    }

    private static String plural(int count) {
        return count == 1 ? "" : "s";
    }
}
