package io.aigateway.fakeupstream.formats;

import io.aigateway.wire.Json;

/** How long a prompt is. Sources: Anthropic API reference, Count tokens; Vertex AI reference, countTokens. */
final class CountTokens implements Api {
    static final CountTokens ANTHROPIC =
            new CountTokens("anthropic count tokens", "/messages/count_tokens", ErrorShape.ANTHROPIC);
    static final CountTokens ON_VERTEX = new CountTokens("vertex count tokens", ":countTokens", ErrorShape.GOOGLE);

    private final String name;
    private final String ending;
    private final ErrorShape errors;

    private CountTokens(String name, String ending, ErrorShape errors) {
        this.name = name;
        this.ending = ending;
        this.errors = errors;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isAt(String path) {
        return path.endsWith(ending);
    }

    @Override
    public ErrorShape errors() {
        return errors;
    }

    @Override
    public Answer answer(Asked asked) {
        String member = errors == ErrorShape.GOOGLE ? "totalTokens" : "input_tokens";
        int tokens = 1 + asked.body().toString().length() / 4;
        return Answer.whole(Json.mapper().createObjectNode().put(member, tokens));
    }
}
