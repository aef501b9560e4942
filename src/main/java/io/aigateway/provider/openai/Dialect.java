package io.aigateway.provider.openai;

import io.aigateway.model.api.ModelInput;

/**
 * How a server departs from OpenAI's API. Where little is known about the server, what some of them refuse is left out. Sources:
 * API references of OpenAI, Fireworks and Mistral; vLLM, Ollama, TGI and llama.cpp servers.
 */
enum Dialect {
    /** OpenAI: refuses what it does not know. */
    OPENAI("openai", "/completions"),

    /** Fireworks: sends the usage without being asked, and cuts prompts that are too long unless told not to. */
    FIREWORKS("fireworks", "/completions"),

    /** Mistral: completes between two halves on a path of its own, and refuses what it does not know. */
    MISTRAL("mistral", "/fim/completions"),

    /** Any server: nothing is known but the endpoint. Most need no key, and many clients cannot go without. */
    SELFHOSTED("selfhosted", "/completions");

    private static final int MAX_OPENAI_STOPS = 4;

    private final String provider;
    private final String completionsPath;

    Dialect(String provider, String completionsPath) {
        this.provider = provider;
        this.completionsPath = completionsPath;
    }

    /** Name of the provider that speaks it. */
    String provider() {
        return provider;
    }

    /** Path below the base URL. */
    String path(ModelInput input) {
        return input instanceof ModelInput.Chat ? "/chat/completions" : completionsPath;
    }

    boolean takesTopK() {
        return this == FIREWORKS || this == SELFHOSTED;
    }

    /** Whether the text after the place to write at may be sent apart; Fireworks wants it inside the prompt. */
    boolean takesSuffix() {
        return this != FIREWORKS;
    }

    /** Whether a begun answer has to be marked as such. */
    boolean marksPrefill() {
        return this == MISTRAL;
    }

    /** Whether the usage of a stream has to be asked for. TGI knows {@code stream_options} in chats only. */
    boolean asksForUsage(ModelInput input) {
        return this == OPENAI || (this == SELFHOSTED && input instanceof ModelInput.Chat);
    }

    /** Name of the wanted size of vectors. */
    String dimensions() {
        return this == MISTRAL ? "output_dimension" : "dimensions";
    }

    /** How many stop texts may be sent; the first ones are. */
    int maxStops() {
        return this == OPENAI ? MAX_OPENAI_STOPS : Integer.MAX_VALUE;
    }
}
