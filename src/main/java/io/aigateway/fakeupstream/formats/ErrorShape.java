package io.aigateway.fakeupstream.formats;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aigateway.wire.Json;
import org.jspecify.annotations.Nullable;

/** How providers tell what is wrong. Sources: error tables of the Anthropic, OpenAI and Vertex AI references. */
public enum ErrorShape {
    /** Anthropic: the type of the error by its status. */
    ANTHROPIC {
        @Override
        ObjectNode body(int status, long retryAfterSeconds) {
            ObjectNode body = Json.mapper().createObjectNode().put("type", "error");
            body.putObject("error").put("type", type(status)).put("message", message(status));
            return body.put("request_id", "req_Fake");
        }

        private String type(int status) {
            return switch (status) {
                case 401 -> "authentication_error";
                case 402 -> "billing_error";
                case 403 -> "permission_error";
                case 404 -> "not_found_error";
                case 409 -> "conflict_error";
                case 413 -> "request_too_large";
                case 429 -> "rate_limit_error";
                case 504 -> "timeout_error";
                case 529 -> "overloaded_error";
                default -> status < 500 ? "invalid_request_error" : "api_error";
            };
        }
    },

    /** OpenAI, Fireworks, Mistral and servers like them: a type, and a code for some. */
    OPENAI {
        @Override
        ObjectNode body(int status, long retryAfterSeconds) {
            ObjectNode body = Json.mapper().createObjectNode();
            body.putObject("error")
                    .put("message", message(status))
                    .put("type", type(status))
                    .putNull("param")
                    .put("code", code(status));
            return body;
        }

        private String type(int status) {
            return switch (status) {
                case 429 -> "rate_limit_error";
                case 503 -> "service_unavailable_error";
                default -> status < 500 ? "invalid_request_error" : "server_error";
            };
        }

        private @Nullable String code(int status) {
            return switch (status) {
                case 401 -> "invalid_api_key";
                case 404 -> "model_not_found";
                case 429 -> "rate_limit_exceeded";
                case 503 -> "server_is_overloaded";
                default -> null;
            };
        }
    },

    /** Google: the status as a number and as a word; the pause it asks for is in the details. */
    GOOGLE {
        @Override
        ObjectNode body(int status, long retryAfterSeconds) {
            ObjectNode body = Json.mapper().createObjectNode();
            ObjectNode error = body.putObject("error")
                    .put("code", status)
                    .put("message", message(status))
                    .put("status", word(status));
            if (retryAfterSeconds > 0) {
                error.putArray("details")
                        .addObject()
                        .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
                        .put("retryDelay", retryAfterSeconds + "s");
            }
            return body;
        }

        private String word(int status) {
            return switch (status) {
                case 401 -> "UNAUTHENTICATED";
                case 403 -> "PERMISSION_DENIED";
                case 404 -> "NOT_FOUND";
                case 429 -> "RESOURCE_EXHAUSTED";
                case 499 -> "CANCELLED";
                case 503, 529 -> "UNAVAILABLE";
                case 504 -> "DEADLINE_EXCEEDED";
                default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
            };
        }
    };

    abstract ObjectNode body(int status, long retryAfterSeconds);

    /** A document that reports an error of this status; zero seconds for no pause. */
    public String document(int status, long retryAfterSeconds) {
        return Json.writeText(body(status, retryAfterSeconds));
    }

    private static String message(int status) {
        return "A fault was asked for: " + status;
    }
}
