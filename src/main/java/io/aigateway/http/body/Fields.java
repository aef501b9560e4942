package io.aigateway.http.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Reads the members of one JSON object. Unknown members are ignored; errors are collected and thrown together by
 * {@link #check}, until then a member that is wrong reads as empty. Source: contract sections 12.1 and 12.2.
 */
public final class Fields {
    private final JsonNode node;
    private final Location location;
    private final List<BodyError> errors;

    private Fields(JsonNode node, Location location, List<BodyError> errors) {
        this.node = node;
        this.location = location;
        this.errors = errors;
    }

    /** The body as a whole; an error when it is no object. */
    public static Fields of(JsonNode body) {
        return child(body, Location.body(), new ArrayList<>());
    }

    private static Fields child(JsonNode node, Location location, List<BodyError> errors) {
        var fields = new Fields(node, location, errors);
        if (!node.isObject()) {
            fields.report(
                    "model_attributes_type",
                    location,
                    "Input should be a valid dictionary or object to extract fields from",
                    node);
        }
        return fields;
    }

    /** The same object, seen under a name that stands only in error locations (the tag of a union). */
    public Fields tagged(Object tag) {
        return new Fields(node, location.at(tag), errors);
    }

    /**
     * Ends the reading.
     *
     * @throws InvalidBody with everything that was wrong
     */
    public void check() {
        if (!errors.isEmpty()) {
            throw new InvalidBody(errors);
        }
    }

    /** Whether the member is there, be it null. */
    public boolean has(String name) {
        return node.has(name);
    }

    /** Whether the member is there and not null. */
    public boolean isSet(String name) {
        return node.hasNonNull(name);
    }

    /** The member as it is; a missing node when absent. */
    public JsonNode raw(String name) {
        return node.path(name);
    }

    /** A text that must be there. */
    public String text(String name, int maxCodePoints) {
        return node.has(name) ? checkText(node.get(name), name, maxCodePoints) : missing(name);
    }

    /** A text that must be there; surrounding white space does not count. */
    public String trimmed(String name, int maxCodePoints) {
        JsonNode value = node.path(name);
        if (!value.isTextual()) {
            return text(name, maxCodePoints);
        }
        return checkText(TextNode.valueOf(value.textValue().strip()), name, maxCodePoints);
    }

    /** A text that may be absent or null, read as empty then. */
    public String textOrEmpty(String name, int maxCodePoints) {
        return isSet(name) ? checkText(node.get(name), name, maxCodePoints) : "";
    }

    /** A whole number that may be absent or null. Accepts {@code "12"} and {@code 12.0}. */
    public int wholeOr(String name, int otherwise) {
        return isSet(name) ? Scalars.whole(node.get(name), location.at(name), errors) : otherwise;
    }

    /** A whole number that must be there. */
    public int whole(String name) {
        return node.has(name)
                ? Scalars.whole(node.get(name), location.at(name), errors)
                : missing(name).length();
    }

    /** A whole number within bounds that may be absent or null. */
    public int wholeOr(String name, int otherwise, int min, int max) {
        int value = wholeOr(name, otherwise);
        return isSet(name)
                ? (int) Numbers.within(value, min, max, location.at(name), node.get(name), errors)
                : otherwise;
    }

    /** A number within bounds that may be absent or null. */
    public double numberOr(String name, double otherwise, double min, double max) {
        if (!isSet(name)) {
            return otherwise;
        }
        double value = Numbers.number(node.get(name), location.at(name), errors);
        return Numbers.within(value, min, max, location.at(name), node.get(name), errors);
    }

    /** True or false, and it must be there. */
    public boolean requiredFlag(String name) {
        return node.has(name)
                ? Scalars.flag(node.get(name), location.at(name), errors)
                : !missing(name).isEmpty();
    }

    /** True or false; absent or null is false. Accepts {@code "yes"}, {@code 1} and their like. */
    public boolean flag(String name) {
        return isSet(name) && Scalars.flag(node.get(name), location.at(name), errors);
    }

    /** One of a set of texts; absent or null is empty. */
    public String oneOf(String name, List<String> choices) {
        if (!isSet(name)) {
            return "";
        }
        JsonNode value = node.get(name);
        if (!value.isTextual() || !choices.contains(value.textValue())) {
            String expected = Scalars.enumerate(choices);
            report("enum", location.at(name), "Input should be " + expected, value, Map.of("expected", expected));
            return "";
        }
        return value.textValue();
    }

    /** One of a set of texts that must be there. */
    public String requiredOneOf(String name, List<String> choices) {
        return node.has(name) && !node.get(name).isNull() ? oneOf(name, choices) : missing(name);
    }

    /** The tag that says which form this object has. */
    public String requiredTag(String name, List<String> tags) {
        JsonNode value = node.path(name);
        String quoted = "'" + name + "'";
        if (value.isTextual() && tags.contains(value.textValue())) {
            return value.textValue();
        } else if (value.isMissingNode()) {
            rejectAll(
                    "union_tag_not_found",
                    "Unable to extract tag using discriminator " + quoted,
                    Map.of("discriminator", quoted));
        } else {
            String expected = Scalars.quoted(tags);
            rejectAll(
                    "union_tag_invalid",
                    "Input tag '" + value.asText() + "' found using " + quoted
                            + " does not match any of the expected tags: " + expected,
                    Map.of("discriminator", quoted, "tag", value.asText(), "expected_tags", expected));
        }
        return "";
    }

    /** An object that must be there. */
    public Fields object(String name) {
        if (!node.has(name)) {
            missing(name);
            return new Fields(MissingNode.getInstance(), location.at(name), new ArrayList<>());
        }
        return child(node.get(name), location.at(name), errors);
    }

    /** An object that may be absent or null; every member of it reads as absent then. */
    public Fields objectOrEmpty(String name) {
        return isSet(name)
                ? child(node.get(name), location.at(name), errors)
                : new Fields(MissingNode.getInstance(), location.at(name), new ArrayList<>());
    }

    /** A list that may be absent, and is empty then; null is an error, as in the original. */
    public <T> List<T> list(String name, int max, Function<Fields, T> item) {
        return node.has(name) ? list(name, 0, max, item) : List.of();
    }

    /** A list that must be there, with at least {@code min} items. */
    public <T> List<T> list(String name, int min, int max, Function<Fields, T> item) {
        return items(name, min, max, (value, place) -> item.apply(child(value, place, errors)));
    }

    /** A list of texts that must be there, with at least {@code min} of them. */
    public List<String> texts(String name, int min, int max, int maxCodePoints) {
        return items(name, min, max, (value, place) -> Scalars.text(value, place, maxCodePoints, errors));
    }

    private <T> List<T> items(String name, int min, int max, BiFunction<JsonNode, Location, T> item) {
        JsonNode value = node.get(name);
        if (value == null) {
            missing(name);
            return List.of();
        }
        Location place = location.at(name);
        if (!value.isArray()) {
            report("list_type", place, "Input should be a valid list", value);
            return List.of();
        }
        int size = value.size();
        if (size > max || size < min) {
            Scalars.wrongSize(size, min, max, place, value, errors);
            return List.of();
        }
        var read = new ArrayList<T>(size);
        for (int i = 0; i < size; i++) {
            read.add(item.apply(value.get(i), place.at(i)));
        }
        return read;
    }

    /** Reports a rule of a feature that this member breaks. */
    public void reject(String name, String type, String message) {
        report(type, location.at(name), message, node.path(name));
    }

    /** Reports an error of the object as a whole. */
    public void rejectAll(String type, String message, Map<String, Object> context) {
        report(type, location, message, node, context);
    }

    private String checkText(JsonNode value, String name, int maxCodePoints) {
        return Scalars.text(value, location.at(name), maxCodePoints, errors);
    }

    private String missing(String name) {
        if (node instanceof ObjectNode) {
            report("missing", location.at(name), "Field required", node);
        }
        return "";
    }

    private void report(String type, Location place, String message, JsonNode input) {
        report(type, place, message, input, Map.of());
    }

    private void report(String type, Location place, String message, JsonNode input, Map<String, Object> context) {
        Scalars.report(errors, new BodyError(type, place.path(), message, input, context));
    }
}
