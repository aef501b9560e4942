package io.aigateway.http.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.kernel.Failure.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of the answer to a malformed request, in one of the three forms of the contract. Source: section 12.3. */
public final class ValidationAnswer {
    /** How much a caller is told. */
    public enum Form {
        /** Every error as an object. */
        LIST,
        /** The same as one text, in Python notation. */
        TEXT,
        /** That there are errors. */
        PLAIN
    }

    private ValidationAnswer() {}

    /** The answer to errors found while reading. */
    public static Map<String, Object> of(List<BodyError> errors, Form form) {
        return switch (form) {
            case LIST ->
                Map.of("detail", errors.stream().map(ValidationAnswer::asObject).toList());
            case TEXT -> Map.of("detail", PythonNotation.of(errors));
            case PLAIN -> Map.of("detail", "Validation error");
        };
    }

    /** What a feature found, as errors of the body it was found in. */
    public static List<BodyError> fromProblems(List<Problem> problems, @Nullable JsonNode body) {
        return problems.stream()
                .map(problem -> new BodyError(
                        problem.type(),
                        new ArrayList<>(problem.location()),
                        problem.message(),
                        at(body, problem.location()),
                        Map.of()))
                .toList();
    }

    private static @Nullable JsonNode at(@Nullable JsonNode body, List<String> location) {
        JsonNode node = body;
        for (String step : location.subList(Math.min(1, location.size()), location.size())) {
            node = node == null ? null : node.get(step);
        }
        return node;
    }

    private static Map<String, @Nullable Object> asObject(BodyError error) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("type", error.type());
        object.put("loc", error.location());
        object.put("msg", error.message());
        object.put("input", error.input());
        if (!error.context().isEmpty()) {
            object.put("ctx", error.context());
        }
        return object;
    }
}
