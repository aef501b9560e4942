package io.aigateway.fakeupstream.formats;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aigateway.fakeupstream.formats.Asked.Counts;
import io.aigateway.wire.Json;
import org.jspecify.annotations.Nullable;

/**
 * Gemini's content, at Vertex AI and at the Developer API. A stream has no end marker: its last event has a reason to finish.
 * Source: Vertex AI reference, GenerateContentResponse.
 */
final class Gemini implements Api {
    private static final String STREAM = ":streamGenerateContent";

    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public boolean isAt(String path) {
        return path.endsWith(":generateContent") || path.endsWith(STREAM);
    }

    @Override
    public ErrorShape errors() {
        return ErrorShape.GOOGLE;
    }

    @Override
    public Answer answer(Asked asked) {
        Text text = asked.text();
        String reason = asked.isCutShort() ? "MAX_TOKENS" : "STOP";
        if (!asked.path().endsWith(STREAM)) {
            return Answer.whole(content(asked, text.whole(), reason));
        }
        return Answer.events(
                "",
                text,
                index -> event(Json.writeText(content(asked, text.token(index), null))),
                event(Json.writeText(content(asked, "", reason))));
    }

    private static ObjectNode content(Asked asked, String text, @Nullable String finishReason) {
        ObjectNode document = Json.mapper().createObjectNode();
        ObjectNode candidate = document.putArray("candidates").addObject();
        ObjectNode content = candidate.putObject("content").put("role", "model");
        content.putArray("parts").addObject().put("text", text);
        ObjectNode usage = document.putObject("usageMetadata").put("trafficType", "ON_DEMAND");
        if (finishReason != null) {
            candidate.put("finishReason", finishReason);
            putCounts(usage, asked.counts());
        }
        return document.put("modelVersion", asked.model()).put("responseId", asked.id(""));
    }

    private static void putCounts(ObjectNode usage, @Nullable Counts counts) {
        if (counts != null) {
            usage.put("promptTokenCount", counts.input())
                    .put("candidatesTokenCount", counts.output())
                    .put("totalTokenCount", counts.total());
        }
    }
}
