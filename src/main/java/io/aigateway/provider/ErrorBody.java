package io.aigateway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.aigateway.wire.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an error document says. Known shapes: an object {@code error}, a text {@code error} beside {@code error_type}, the members
 * of the error without a wrapper, any of them as the only element of an array; everything else says nothing.
 *
 * @param error the members of the error; missing when there are none
 * @param words machine names in it, the most general first: its type, code, status
 */
record ErrorBody(JsonNode error, List<String> words) {
    private static final int UNKNOWN = 500;

    /** Names of a limit that does not come back by waiting: somebody has to pay first. */
    private static final Set<String> SPENT = Set.of(
            "insufficient_quota",
            "credit_balance_exhausted",
            "organization_spend_limit_exceeded",
            "project_spend_limit_exceeded",
            "organization_usage_limit_exceeded",
            "contract_spend_limit_reached",
            "enforced_spend_limit_reached");

    /** Words by which servers without a machine name for it can be recognised: Anthropic, Google, vLLM and TGI, Mistral. */
    private static final List<String> TOO_LONG = List.of(
            "prompt is too long",
            "input token count",
            "maximum context length",
            "must have less than",
            "too large for model with");

    /**
     * The status that would have been sent with such an error, had the answer not begun. Sources: error tables of the Anthropic,
     * OpenAI, Google and Mistral API references; vLLM, TGI and llama.cpp servers.
     */
    private static final Map<String, Integer> STATUS = Map.ofEntries(
            Map.entry("invalid_request_error", 400),
            Map.entry("context_length_exceeded", 400),
            Map.entry("BadRequestError", 400),
            Map.entry("INVALID_ARGUMENT", 400),
            Map.entry("FAILED_PRECONDITION", 400),
            Map.entry("authentication_error", 401),
            Map.entry("UNAUTHENTICATED", 401),
            Map.entry("billing_error", 402),
            Map.entry("permission_error", 403),
            Map.entry("PERMISSION_DENIED", 403),
            Map.entry("not_found_error", 404),
            Map.entry("NotFoundError", 404),
            Map.entry("NOT_FOUND", 404),
            Map.entry("request_too_large", 413),
            Map.entry("validation", 422),
            Map.entry("rate_limit_error", 429),
            Map.entry("rate_limit_exceeded", 429),
            Map.entry("rate_limited", 429),
            Map.entry("requests", 429),
            Map.entry("tokens", 429),
            Map.entry("insufficient_quota", 429),
            Map.entry("overloaded", 429),
            Map.entry("RESOURCE_EXHAUSTED", 429),
            Map.entry("service_unavailable_error", 503),
            Map.entry("unavailable_error", 503),
            Map.entry("UNAVAILABLE", 503),
            Map.entry("timeout_error", 504),
            Map.entry("DEADLINE_EXCEEDED", 504),
            Map.entry("overloaded_error", 529));

    /** Reads the body of an error response, which may be anything, also HTML, nothing, or cut off. */
    static ErrorBody read(byte[] body) {
        try {
            return of(Json.read(body));
        } catch (IOException e) {
            return of(MissingNode.getInstance());
        }
    }

    static ErrorBody of(JsonNode document) {
        JsonNode outer = document.isArray() ? document.path(0) : document;
        JsonNode error = outer.path("error").isObject() ? outer.path("error") : outer;
        var words = Stream.of(
                        error.path("type"),
                        error.path("code"),
                        error.path("status"),
                        error.path("error_type"),
                        error.path("details").path("error_code"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
        return new ErrorBody(error, words);
    }

    /** Whether a document that should have been a piece of an answer is an error. */
    static boolean isError(JsonNode document) {
        return document.isArray()
                || document.hasNonNull("error")
                || document.path("object").asText().equals("error")
                || document.path("type").asText().equals("error");
    }

    /** Whether the provider complains that the prompt is longer than the model can read. */
    boolean saysPromptTooLong() {
        String message = error.path("message").asText("").toLowerCase(Locale.ROOT);
        return words.contains("context_length_exceeded") || TOO_LONG.stream().anyMatch(message::contains);
    }

    boolean isSpent() {
        return words.stream().anyMatch(SPENT::contains);
    }

    /** The HTTP status that this error stands for; 500 when it is not said. */
    int status() {
        int code = error.path("code").asInt();
        if (code >= 400 && code < 600) {
            return code;
        }
        return words.stream()
                .filter(STATUS::containsKey)
                .map(STATUS::get)
                .findFirst()
                .orElse(UNKNOWN);
    }
}
