package io.aigateway.fakeupstream.formats;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All APIs that are spoken, found by the end of a path, so that any base URL will do. */
public final class Formats {
    /** The first that is at a path answers. */
    public static final List<Api> ALL = List.of(
            ClaudeMessages.DIRECT,
            CountTokens.ANTHROPIC,
            Choices.CHAT,
            Choices.TEXT,
            new Responses(),
            Embeddings.OPENAI,
            new Gemini(),
            ClaudeMessages.ON_VERTEX,
            Choices.CODESTRAL_ON_VERTEX,
            Embeddings.ON_VERTEX,
            CountTokens.ON_VERTEX,
            new GoogleToken());

    private Formats() {}

    /** The API that a path, decoded and without query, asks for; null for none. */
    public static @Nullable Api at(String path) {
        return ALL.stream().filter(api -> api.isAt(path)).findFirst().orElse(null);
    }
}
