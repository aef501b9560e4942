package io.aigateway.bench;

/** What providers answer, byte for byte in their wire formats. */
final class Answers {
    /** Codestral's fill-in-the-middle, as Vertex AI serves it. */
    static final String COMPLETION = "{\"id\":\"0a1b2c3d4e5f60718293a4b5c6d7e8f9\",\"object\":\"chat.completion\","
            + "\"created\":1772366405,\"model\":\"codestral-2508\",\"choices\":[{\"index\":0,\"message\":"
            + "{\"role\":\"assistant\",\"tool_calls\":null,\"content\":\"round(amount * RATE, 2)\\n\\n\\n"
            + "def gross(amount):\\n    return amount + vat(amount)\\n\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":217,\"total_tokens\":241,\"completion_tokens\":24}}";

    static final String GOOGLE_TOKEN =
            "{\"access_token\":\"ya29.c.b0AXv0zTOfixture\",\"expires_in\":3599,\"token_type\":\"Bearer\"}";

    /** As long as an answer of the gateway with a user's token. */
    static final String USER_TOKEN = "{\"token\":\"" + "x".repeat(800) + "\",\"expires_at\":1772366405}";

    static final String REFUSED = "{\"error\":\"No authorization header presented\"}";

    /** Where GitLab's agent expects an answer to begin; elsewhere it is text like any other. */
    static final String THOUGHT = "Thought: I know.\\nFinal Answer: ";

    /** Code is passed on line by line, as the contract has it: a fence must not be seen. */
    static final String LINE_END = "\\n";

    static final String STREAM_START = event(
                    "message_start",
                    "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\","
                            + "\"model\":\"claude-sonnet-4-6\",\"content\":[],\"stop_reason\":null,"
                            + "\"usage\":{\"input_tokens\":412,\"output_tokens\":1}}}")
            + event(
                    "content_block_start",
                    "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}");

    static final String STREAM_END = event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}")
            + event(
                    "message_delta",
                    "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
                            + "\"usage\":{\"output_tokens\":50}}")
            + event("message_stop", "{\"type\":\"message_stop\"}");

    private Answers() {}

    /** An answer of the Claude API of about so many bytes. */
    static String message(int bytes) {
        String start = "{\"id\":\"msg_013Zva2CMHLNnXjNJJKqJ2EF\",\"type\":\"message\",\"role\":\"assistant\","
                + "\"model\":\"claude-sonnet-4-6\",\"content\":[{\"type\":\"text\",\"text\":\"";
        String end = "\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
                + "\"usage\":{\"input_tokens\":412,\"output_tokens\":190}}";
        return start + Texts.of(bytes - start.length() - end.length()) + end;
    }

    /** A piece of the text of a stream. */
    static String delta(String text) {
        return event(
                "content_block_delta",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text
                        + "\"}}");
    }

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }
}
