package io.aigateway.e2e;

/** The example requests of GitLab's architecture blueprint, and the places that they are served at. */
final class Blueprint {
    static final String CHAT = "/v1/chat";
    static final String CODE = "/internal/code-suggestions/completions";
    static final String CODE_LATER = "/v3/code/completions";

    static final String GEMINI = "/publishers/google/models/gemini-3.5-flash:generateContent";
    static final String GEMINI_STREAM = "/publishers/google/models/gemini-3.5-flash:streamGenerateContent";

    /** One prompt, and what the editor shows. */
    static final String ONE_PROMPT = """
            {
              "prompt_components": [
                {
                  "type": "prompt",
                  "metadata": {"source": "GitLab EE", "version": "16.7.0-pre"},
                  "payload": {
                    "content": "require 'active_record/railtie'",
                    "params": {"temperature": 0.2, "maxOutputTokens": 1024},
                    "model": "code-gecko",
                    "provider": "vertex-ai"
                  }
                },
                {
                  "type": "editor_content",
                  "metadata": {"source": "vscode", "version": "1.1.1"},
                  "payload": {
                    "filename": "application.rb",
                    "before_cursor": "require 'active_record/railtie'",
                    "after_cursor": "\\nrequire 'action_controller/railtie'",
                    "open_files": [
                      {
                        "filename": "app/controllers/application_controller.rb",
                        "content": "class ApplicationController < ActionController::Base..."
                      }
                    ]
                  }
                }
              ]
            }
            """;

    /** The same prompt for two providers. */
    static final String TWO_PROMPTS = """
            {
              "prompt_components": [
                {
                  "type": "prompt",
                  "metadata": {"source": "GitLab EE", "version": "16.7.0-pre"},
                  "payload": {
                    "content": "You can fetch information about a resource called an issue...",
                    "params": {"temperature": 0.2, "maxOutputTokens": 1024},
                    "model": "text-bison",
                    "provider": "vertex-ai"
                  }
                },
                {
                  "type": "prompt",
                  "metadata": {"source": "GitLab EE", "version": "16.7.0-pre"},
                  "payload": {
                    "content": "System: You can fetch information about a resource called an issue...\\n\\nHuman:",
                    "params": {"temperature": 0.2},
                    "model": "claude-2",
                    "provider": "anthropic"
                  }
                }
              ]
            }
            """;

    private Blueprint() {}

    /** A component as a client sends it. */
    static String component(String type, String payload) {
        return "{\"type\": \"" + type + "\", \"metadata\": {\"source\": \"GitLab EE\", \"version\": \"18.2.0\"},"
                + " \"payload\": {" + payload + "}}";
    }

    static String prompt(String provider, String model, String content) {
        return component(
                "prompt",
                "\"content\": \"" + content + "\", \"provider\": \"" + provider + "\", \"model\": \"" + model + "\"");
    }

    static String request(String... components) {
        return "{\"prompt_components\": [" + String.join(", ", components) + "]}";
    }

    static String streamed(String... components) {
        return "{\"stream\": true, \"prompt_components\": [" + String.join(", ", components) + "]}";
    }
}
