package io.aigateway.http.gitlab;

/** Which feature category a request is logged under. Source: contract section 10.2. */
final class Categories {
    static final String DUO_CHAT = "duo_chat";
    static final String CODE_SUGGESTIONS = "code_suggestions";
    static final String GLOBAL_SEARCH = "global_search";

    private Categories() {}

    static String ofPrompt(String promptId) {
        if (promptId.startsWith("chat/")) {
            return DUO_CHAT;
        }
        return promptId.startsWith("code_suggestions/") ? CODE_SUGGESTIONS : "ai_abstraction_layer";
    }
}
