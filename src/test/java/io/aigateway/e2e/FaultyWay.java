package io.aigateway.e2e;

import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The streaming routes of the fault matrix, all asked for a model of the caller's own that speaks like Anthropic. */
enum FaultyWay {
    V2("`/v2/code/generations`", "/v2/code/generations", "generate_code") {
        @Override
        Map<String, Object> body(String endpoint, String model, boolean stream) {
            var body = new LinkedHashMap<String, Object>(Map.of(
                    "prompt_version",
                    1,
                    "current_file",
                    Map.of("file_name", "a.py", "content_above_cursor", "# x\n", "content_below_cursor", ""),
                    "model_provider",
                    "litellm",
                    "model_name",
                    "mistral",
                    "model_identifier",
                    model,
                    "model_endpoint",
                    endpoint));
            body.put("stream", stream);
            return body;
        }
    },
    V3("`/v3/code/completions`", "/v3/code/completions", "generate_code") {
        @Override
        Map<String, Object> body(String endpoint, String model, boolean stream) {
            return components(endpoint, model, stream);
        }
    },
    V4("`/v4/code/suggestions`", "/v4/code/suggestions", "generate_code") {
        @Override
        Map<String, Object> body(String endpoint, String model, boolean stream) {
            return components(endpoint, model, stream);
        }
    },
    AGENT("`/v2/chat/agent`", "/v2/chat/agent", "duo_classic_chat") {
        @Override
        Map<String, Object> body(String endpoint, String model, boolean stream) {
            return Map.of(
                    "messages",
                    List.of(Map.of("role", "user", "content", "hi")),
                    "model_metadata",
                    metadata(endpoint, model));
        }
    },
    PROMPTS("`/v1/prompts`", "/v1/prompts/generate_commit_message", "generate_commit_message") {
        @Override
        Map<String, Object> body(String endpoint, String model, boolean stream) {
            return Map.of(
                    "inputs", Map.of("diff", "+a"), "model_metadata", metadata(endpoint, model), "stream", stream);
        }
    },
    CHAT("`/v1/chat/agent`", "/v1/chat/agent", "duo_chat") {
        @Override
        Map<String, Object> body(String endpoint, String model, boolean stream) {
            Map<String, Object> payload = Map.of(
                    "content",
                    List.of(Map.of("role", "user", "content", "hi")),
                    "provider",
                    "litellm",
                    "model",
                    "mistral",
                    "model_identifier",
                    model,
                    "model_endpoint",
                    endpoint);
            return Map.of("prompt_components", List.of(component(payload)), "stream", stream);
        }
    },
    BLUEPRINT("`/v1/chat`", "/v1/chat", "duo_chat") {
        @Override
        Map<String, Object> body(String endpoint, String model, boolean stream) {
            Map<String, Object> payload = Map.of(
                    "content",
                    "hi",
                    "provider",
                    "litellm",
                    "model",
                    "mistral",
                    "model_identifier",
                    model,
                    "model_endpoint",
                    endpoint);
            return Map.of("prompt_components", List.of(component(payload)), "stream", stream);
        }
    },
    PROXY("`/v1/proxy/anthropic`", Proxied.MESSAGES, Proxied.UNIT_PRIMITIVE) {
        @Override
        Map<String, Object> body(String endpoint, String model, boolean stream) {
            return Map.of(
                    "model",
                    Proxied.CLAUDE,
                    "max_tokens",
                    64,
                    "stream",
                    stream,
                    "messages",
                    List.of(Map.of("role", "user", "content", "hi")));
        }
    };

    private final String title;
    private final String path;
    private final String unitPrimitive;

    FaultyWay(String title, String path, String unitPrimitive) {
        this.title = title;
        this.path = path;
        this.unitPrimitive = unitPrimitive;
    }

    abstract Map<String, Object> body(String endpoint, String model, boolean stream);

    /** Head of its column. */
    String title() {
        return title;
    }

    /** Whether it answers without a stream, too. */
    boolean hasWholeAnswers() {
        return this != AGENT;
    }

    /** Asks for a stream, and gives everything that came until the gateway closed the connection. */
    SeenStream ask(TestGateway gateway, String endpoint, String faults) {
        Call call = call(gateway).header("Connection", "close");
        try (RawClient client = call.open(path, json(endpoint, faults, true))) {
            return new SeenStream(this, client.readUntilClosed());
        }
    }

    /** Asks, and reads nothing yet. */
    RawClient open(TestGateway gateway, String endpoint, String faults, boolean stream) {
        return call(gateway).open(path, json(endpoint, faults, stream));
    }

    String path() {
        return path;
    }

    /** A request that may ask it. */
    Call call(TestGateway gateway) {
        return this == PROXY ? Proxied.by(gateway) : gateway.rails(unitPrimitive);
    }

    /** The body of a request whose model fails so; proxied ones cannot say it. */
    String json(String endpoint, String faults, boolean stream) {
        return Wire.json(body(endpoint, "anthropic/claude+" + faults, stream));
    }

    private static Map<String, Object> component(Map<String, Object> payload) {
        return Map.of(
                "type", "prompt", "metadata", Map.of("source", "GitLab EE", "version", "17.5.1"), "payload", payload);
    }

    private static Map<String, Object> components(String endpoint, String model, boolean stream) {
        Map<String, Object> payload = Map.of(
                "file_name",
                "a.py",
                "content_above_cursor",
                "# x\n",
                "content_below_cursor",
                "",
                "prompt_id",
                "code_suggestions/generations",
                "stream",
                stream);
        return Map.of(
                "prompt_components",
                List.of(Map.of("type", "code_editor_generation", "payload", payload)),
                "model_metadata",
                metadata(endpoint, model));
    }

    private static Map<String, Object> metadata(String endpoint, String model) {
        return Map.of(
                "provider", "openai", "name", "mistral", "identifier", model, "endpoint", endpoint, "api_key", "any");
    }
}
