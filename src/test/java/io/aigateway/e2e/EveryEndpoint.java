package io.aigateway.e2e;

import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.app.TestGateway.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A request to every endpoint, each with the same text in every place that takes one. */
final class EveryEndpoint {
    private static final String[] UNIT_PRIMITIVES = {
        "complete_code",
        "generate_code",
        "duo_chat",
        "duo_classic_chat",
        "ask_issue",
        "explain_code",
        "generate_commit_message",
        "documentation_search",
        "generate_embeddings_codebase",
        "semantic_search_issue",
        Proxied.UNIT_PRIMITIVE
    };

    private final TestGateway gateway;
    private final String text;
    private final String model;
    private final List<Answer> answers = new ArrayList<>();

    /**
     * Requests.
     *
     * @param text  may stand in JSON as it is
     * @param model member that chooses a model, with a comma before it; may be empty
     */
    EveryEndpoint(TestGateway gateway, String text, String model) {
        this.gateway = gateway;
        this.text = text;
        this.model = model;
    }

    /** What came back, in order. */
    List<Answer> askAll() {
        file().forEach((path, body) -> post(path, body));
        components();
        chat();
        prompts();
        vectors();
        proxies();
        blueprint();
        for (String path : List.of("/monitoring/healthz", "/monitoring/ready", "/schemas/", "/v1/models/definitions")) {
            answers.add(gateway.anonymous().send("GET", path));
        }
        post("/no/such/" + text, "{}");
        post("/v1/code/user_access_token", "{}");
        return answers;
    }

    private Call caller() {
        return gateway.rails(UNIT_PRIMITIVES)
                .header("X-Gitlab-Version", "19.3.0")
                .header(Proxied.HEADER, Proxied.UNIT_PRIMITIVE);
    }

    private void post(String path, String body) {
        answers.add(caller().post(path, body));
        // The same cut off: what cannot be read is somebody's text too.
        answers.add(caller().post(path, body.substring(0, body.length() - 1)));
        answers.add(caller().header("Authorization", "Bearer " + text).post(path, body));
    }

    private String currentFile() {
        return "\"current_file\": {\"file_name\": \"" + text + ".py\", \"content_above_cursor\": \"" + text
                + "\", \"content_below_cursor\": \"" + text + "\", \"language_identifier\": \"" + text + "\"}";
    }

    private Map<String, String> file() {
        String flat = "{\"prompt_version\": 1, \"project_path\": \"" + text + "\", " + currentFile() + model;
        return Map.of(
                "/v2/code/completions", flat + "}",
                "/v2/completions", flat + ", \"model_provider\": \"fireworks_ai\", \"stream\": true}",
                "/v2/code/generations",
                        "{\"prompt_version\": 2, \"prompt\": \"" + text + "\", " + currentFile() + model
                                + ", \"model_provider\": \"anthropic\", \"model_name\": \"claude-3-5-sonnet-20240620\"}");
    }

    private void components() {
        String file = "{\"file_name\": \"" + text + ".py\", \"content_above_cursor\": \"" + text
                + "\", \"content_below_cursor\": \"" + text + "\", \"language_identifier\": \"python\", \"prompt\": \""
                + text + "\", \"user_instruction\": \"" + text + "\", \"stream\": ";
        for (String type : List.of("code_editor_completion", "code_editor_generation")) {
            for (boolean stream : List.of(true, false)) {
                String body = "{\"prompt_components\": [{\"type\": \"" + type + "\", \"payload\": " + file + stream
                        + "}}]" + model + "}";
                post("/v3/code/completions", body);
                post("/v4/code/suggestions", body);
            }
        }
    }

    private void chat() {
        String prompt =
                "{\"prompt_components\": [{\"type\": \"prompt\", \"metadata\": {\"source\": \"GitLab EE\", \"version\":"
                        + " \"17.5.1\"}, \"payload\": {\"content\": \"" + text
                        + "\", \"provider\": \"anthropic\", \"model\":"
                        + " \"claude-3-5-sonnet-20240620\"}}], \"stream\": false}";
        post("/v1/chat/agent", prompt);
        post("/v1/chat/explain_code", prompt);
        post(
                "/v2/chat/agent",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"" + text
                        + "\", \"current_file\": {\"file_path\": \"" + text + "\", \"data\": \"" + text
                        + "\", \"selected_code\": true}}]" + model + "}");
        post("/v2/chat/agent", "{\"messages\": [{\"role\": \"" + text + "\", \"content\": 7}]}");
    }

    private void prompts() {
        String inputs = "{\"inputs\": {\"diff\": \"" + text + "\"}, \"prompt_version\": \"^1.0.0\"" + model;
        post("/v1/prompts/generate_commit_message", inputs + "}");
        post("/v2/prompts/generate_commit_message", inputs + ", \"stream\": true}");
        post("/v1/prompts/generate_commit_message", "{\"inputs\": {\"" + text + "\": 1}}");
        post("/v1/prompts/no_such_prompt", inputs + "}");
        post("/v1/search/gitlab-docs", SearchE2eTest.body(text, "17.0.0"));
    }

    private void vectors() {
        String contents =
                "{\"contents\": [\"" + text + "\"], \"model_metadata\": {\"provider\": \"gitlab\", \"identifier\":"
                        + " \"text_embedding_005_vertex\"}}";
        for (String path : List.of("", "/index", "/search")) {
            post("/v1/embeddings/code_embeddings" + path, contents);
        }
        post("/internal/embeddings", "{\"content\": \"" + text + "\", \"content_type\": \"issue\"}");
    }

    private void proxies() {
        post(Proxied.MESSAGES, Proxied.claude("").replace("hi", text));
        post(Proxied.MESSAGES, Proxied.claude(",\"stream\":true").replace("hi", text));
        post(Proxied.RESPONSES, Proxied.gpt("").replace("hi", text));
        post(Proxied.CHAT, Proxied.gpt("").replace("hi", text));
        post(Proxied.PREDICT, "{\"instances\": [{\"content\": \"" + text + "\"}]}");
        post("/v1/proxy/anthropic/v1/" + text, Proxied.claude(""));
        post(Proxied.MESSAGES, Proxied.claude("").replace(Proxied.CLAUDE, text));
    }

    private void blueprint() {
        String component = Blueprint.prompt("anthropic", "claude-2", text);
        for (String path : List.of(Blueprint.CHAT, Blueprint.CODE, Blueprint.CODE_LATER)) {
            post(path, Blueprint.request(component));
            post(path, Blueprint.streamed(component));
            post(path, Blueprint.request(Blueprint.prompt("acme", "no-such-model", text)));
        }
        post("/v1/telemetry", "{\"identifier\": \"" + text + "\", \"outcome\": \"" + text + "\"}");
    }
}
