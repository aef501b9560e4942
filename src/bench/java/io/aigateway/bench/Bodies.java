package io.aigateway.bench;

/** What is sent, in ASCII. */
final class Bodies {
    static final String PROXY = "ai_gateway_model_provider_proxy";

    static final String CODESTRAL = vertex("mistralai", "codestral-2508:rawPredict");
    static final String CLAUDE = vertex("anthropic", "claude-sonnet-4-6:streamRawPredict");
    static final String ANTHROPIC = "/v1/messages";

    private static final String ABOVE = "from decimal import Decimal\\n\\nRATE = Decimal('0.19')\\n\\n\\n"
            + "def net(amount):\\n    return amount - vat(amount)\\n\\n\\n".repeat(11)
            + "def vat(amount):\\n    return ";
    private static final String BELOW = "\\n\\n\\nif __name__ == '__main__':\\n    print(vat(Decimal(10)))\\n";

    /** The body of a completion as the editors send it, of 1 KB. */
    static final String COMPLETION = "{\"prompt_version\":1,\"project_path\":\"acme/billing\",\"project_id\":-1,"
            + "\"current_file\":{\"file_name\":\"src/invoice.py\",\"language_identifier\":\"python\","
            + "\"content_above_cursor\":\"" + ABOVE + "\",\"content_below_cursor\":\"" + BELOW + "\"},"
            + "\"stream\":false,\"choices_count\":1}";

    /** What the gateway makes of it for Codestral. */
    static final String FILL_IN = "{\"model\":\"codestral-2508\",\"prompt\":\"" + ABOVE + "\",\"suffix\":\"" + BELOW
            + "\",\"max_tokens\":64,\"temperature\":0.7,\"stop\":[\"\\n\\n\",\"\\n+++++\",\"[PREFIX]\"]}";

    static final String MESSAGE = message(1024);
    static final String LARGE = message(100 * 1024);

    static final String GENERATION = "{\"prompt_components\":[{\"type\":\"code_editor_generation\",\"payload\":{"
            + "\"file_name\":\"lib/slug.rb\",\"language_identifier\":\"ruby\","
            + "\"content_above_cursor\":\"# turn a title into a slug\\n\",\"content_below_cursor\":\"\","
            + "\"prompt_id\":\"code_suggestions/generations\",\"prompt_version\":\"^1.0.0\",\"stream\":true},"
            + "\"metadata\":{\"source\":\"GitLab EE\",\"version\":\"19.3.0\"}}]}";

    static final String CHAT = "{\"messages\":[{\"role\":\"user\",\"content\":\"" + Texts.of(400) + "\"}],"
            + "\"model_metadata\":{\"provider\":\"gitlab\",\"identifier\":\"claude_sonnet_4_6_vertex\"}}";

    private Bodies() {}

    private static String message(int bytes) {
        String start =
                "{\"model\":\"claude-sonnet-4-6\",\"max_tokens\":1024,\"messages\":[{\"role\":\"user\",\"content\":\"";
        String end = "\"}]}";
        return start + Texts.of(bytes - start.length() - end.length()) + end;
    }

    private static String vertex(String publisher, String method) {
        return "/v1/projects/fixture/locations/us-central1/publishers/" + publisher + "/models/" + method;
    }
}
