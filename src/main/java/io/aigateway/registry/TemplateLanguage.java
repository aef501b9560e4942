package io.aigateway.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.interpret.Context.Library;
import com.hubspot.jinjava.interpret.InvalidInputException;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.Importable;
import com.hubspot.jinjava.lib.filter.Filter;
import io.aigateway.wire.Json;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The part of Jinja2 that prompts may use: what is listed here and nothing else. Left out is whatever reaches files or other
 * namespaces, renders text a second time, or makes a long text of a short one. Source: contract section 3.5.
 */
final class TemplateLanguage {
    static final Set<String> TAGS = Set.of(
            "if",
            "elif",
            "else",
            "endif",
            "for",
            "endfor",
            "break",
            "continue",
            "set",
            "endset",
            "include",
            "raw",
            "endraw");

    static final Set<String> FILTERS = Set.of(
            "abs",
            "batch",
            "bool",
            "capitalize",
            "count",
            "d",
            "default",
            "dictsort",
            "e",
            "escape",
            "first",
            "float",
            "forceescape",
            "groupby",
            "int",
            "join",
            "last",
            "length",
            "list",
            "lower",
            "map",
            "parse_json",
            "reject",
            "rejectattr",
            "replace",
            "reverse",
            "round",
            "safe",
            "select",
            "selectattr",
            "slice",
            "sort",
            "split",
            "string",
            "sum",
            "title",
            "tojson",
            "trim",
            "truncate",
            "unique",
            "upper",
            "urlencode",
            "wordcount");

    static final Set<String> TESTS = Set.of(
            "!=",
            "<",
            "<=",
            "==",
            ">",
            ">=",
            "boolean",
            "defined",
            "divisibleby",
            "eq",
            "equalto",
            "even",
            "false",
            "float",
            "ge",
            "greaterthan",
            "gt",
            "in",
            "integer",
            "iterable",
            "le",
            "lessthan",
            "lower",
            "lt",
            "mapping",
            "ne",
            "none",
            "number",
            "odd",
            "sameas",
            "sequence",
            "string",
            "true",
            "truthy",
            "undefined",
            "upper",
            "within");

    /** Longest text that {@code parse_json} reads, in characters. */
    private static final int MAX_JSON = 1_000_000;

    private TemplateLanguage() {}

    /** Everything of the engine that is not listed above. */
    static Map<Library, Set<String>> leftOut(Jinjava engine) {
        var global = engine.getGlobalContext();
        return Map.of(
                Library.TAG, others(global.getAllTags(), TAGS),
                Library.FILTER, others(global.getAllFilters(), FILTERS),
                Library.EXP_TEST, others(global.getAllExpTests(), TESTS),
                Library.FUNCTION, others(global.getAllFunctions(), Set.of()));
    }

    private static Set<String> others(Collection<? extends Importable> all, Set<String> listed) {
        return all.stream()
                .map(Importable::getName)
                .filter(name -> !listed.contains(name))
                .collect(Collectors.toSet());
    }

    /** Cuts a text at a separator; at white space when none is given. Nothing is trimmed or left out. */
    static final class Split implements Filter {
        private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

        @Override
        public String getName() {
            return "split";
        }

        @Override
        public Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
            String text = value == null ? "" : value.toString();
            if (arguments.length == 0 || arguments[0] == null || arguments[0].isEmpty()) {
                return text.isBlank() ? List.of() : List.of(WHITE_SPACE.split(text.strip()));
            }
            return Arrays.asList(text.split(Pattern.quote(arguments[0]), -1));
        }
    }

    /** Reads a text as JSON. */
    static final class ParseJson implements Filter {
        @Override
        public String getName() {
            return "parse_json";
        }

        @Override
        public @Nullable Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
            String text = value == null ? "null" : value.toString();
            if (text.length() > MAX_JSON) {
                throw new InvalidInputException(interpreter, "parse_json", "the text is too long");
            }
            try {
                return Json.mapper().readValue(text, Object.class);
            } catch (JsonProcessingException e) {
                throw new InvalidInputException(interpreter, "parse_json", "the text is no JSON");
            }
        }
    }
}
