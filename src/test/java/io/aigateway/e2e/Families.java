package io.aigateway.e2e;

import io.aigateway.e2e.Load.Ask;
import java.util.List;
import java.util.function.Predicate;

/** A request of each family of endpoints, streamed and not, and how its answer ends. */
final class Families {
    private static final String CLAUDE =
            "\"model_metadata\": {\"provider\": \"gitlab\", \"identifier\": \"claude_sonnet_4_6\"}";
    private static final String PROMPT =
            "{\"inputs\": {\"diff\": \"-foo\\n+bar\"}, \"prompt_version\": \"^1.0.0\", " + CLAUDE;

    private static final String BLUEPRINT = Blueprint.prompt("anthropic", "claude-2", "Two?");

    static final Ask WHOLE = new Ask("generation", "/v3/code/completions", generation(false), has("whole"));
    static final Ask SSE = new Ask("generation, events", "/v4/code/suggestions", generation(true), has("stream_end"));
    static final Ask AGENT = new Ask(
            "agent",
            "/v2/chat/agent",
            "{\"messages\": [{\"role\": \"user\", \"content\": \"Summarise issue #12\"}], " + CLAUDE + "}",
            text -> text.contains("final_answer_delta") && !text.contains("\"type\": \"error\""));
    static final Ask CHAT_STREAM = new Ask("chat, streamed", "/v1/chat/explain_code", chat(true), has("word 2"));
    static final Ask SEARCH = new Ask(
            "search", "/v1/search/gitlab-docs", SearchE2eTest.body("protect a branch", "18.2.0"), has("\"results\""));

    static final List<Ask> ALL = List.of(
            new Ask("completion", "/v2/code/completions", """
                    {"prompt_version": 1, "current_file": {"file_name": "a.py", "content_above_cursor": "x", "content_below_cursor": ""}}
                    """, has("\"choices\":[{\"text\":\"whole")),
            WHOLE,
            new Ask("generation, streamed", "/v3/code/completions", generation(true), has("word 2")),
            new Ask("generation, fourth version", "/v4/code/suggestions", generation(false), has("whole")),
            SSE,
            new Ask("chat", "/v1/chat/explain_code", chat(false), has("whole")),
            CHAT_STREAM,
            AGENT,
            new Ask("prompt", "/v1/prompts/generate_commit_message", PROMPT + "}", has("whole")),
            new Ask(
                    "prompt, streamed",
                    "/v1/prompts/generate_commit_message",
                    PROMPT + ", \"stream\": true}",
                    has("word 2")),
            new Ask("prompt, second version", "/v2/prompts/generate_commit_message", PROMPT + "}", has("whole")),
            new Ask(
                    "prompt, second version, streamed",
                    "/v2/prompts/generate_commit_message",
                    PROMPT + ", \"stream\": true}",
                    has("word 2")),
            new Ask("proxy", Proxied.MESSAGES, Proxied.claude(""), has("whole")),
            new Ask("proxy, streamed", Proxied.MESSAGES, Proxied.claude(",\"stream\":true"), has("message_stop")),
            new Ask(
                    "embeddings",
                    "/v1/embeddings/code_embeddings/index",
                    "{\"model_metadata\": {\"provider\": \"gitlab\", \"identifier\": \"text_embedding_005_vertex\"},"
                            + " \"contents\": [\"def a; end\"]}",
                    has("\"embedding\":[0.25,-0.5]")),
            SEARCH,
            new Ask("blueprint", Blueprint.CHAT, Blueprint.request(BLUEPRINT), has("whole")),
            new Ask("blueprint, streamed", Blueprint.CHAT, Blueprint.streamed(BLUEPRINT), has("stream_end")),
            new Ask(
                    "telemetry",
                    "/v1/telemetry",
                    "{\"identifier\": \"deadbeef\", \"outcome\": \"accepted\", \"model\": \"codestral_2501_vertex\","
                            + " \"language\": \"ruby\", \"feature\": \"code_completions\"}",
                    String::isEmpty));

    private Families() {}

    private static Predicate<String> has(String part) {
        return text -> text.contains(part);
    }

    private static String generation(boolean stream) {
        return "{\"prompt_components\": [{\"type\": \"code_editor_generation\", \"payload\": {\"file_name\": \"a.py\","
                + " \"content_above_cursor\": \"# x\\n\", \"content_below_cursor\": \"\","
                + " \"model_provider\": \"anthropic\", \"stream\": " + stream + "}}]}";
    }

    private static String chat(boolean stream) {
        return "{\"prompt_components\": [{\"type\": \"prompt\", \"metadata\": {\"source\": \"GitLab EE\", \"version\":"
                + " \"17.5.1\"}, \"payload\": {\"content\": \"Explain\", \"provider\": \"anthropic\", \"model\":"
                + " \"claude-3-5-sonnet-20240620\"}}], \"stream\": " + stream + "}";
    }
}
