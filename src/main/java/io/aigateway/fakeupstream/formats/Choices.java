package io.aigateway.fakeupstream.formats;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aigateway.fakeupstream.formats.Asked.Counts;
import io.aigateway.wire.Json;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers with {@code choices}: OpenAI's chat and text completions, which Fireworks and Mistral speak too, and Codestral's at
 * Vertex AI. Usage comes in the last chunk of a stream, as Fireworks and Mistral send it unasked, or in a chunk of its own when it
 * is asked for, as OpenAI sends it. Sources: OpenAI API reference, Chat and Completions; Mistral API reference, FIM.
 */
final class Choices implements Api {
    static final Choices CHAT = new Choices(
            "chat completions",
            true,
            ErrorShape.OPENAI,
            path -> path.endsWith("/chat/completions") || path.endsWith("/fim/completions"));

    static final Choices TEXT =
            new Choices("text completions", false, ErrorShape.OPENAI, path -> path.endsWith("/completions"));

    static final Choices CODESTRAL_ON_VERTEX = new Choices(
            "vertex codestral",
            true,
            ErrorShape.GOOGLE,
            path -> path.contains("/publishers/mistralai/models/") && path.endsWith("awPredict"));

    private static final long CREATED = 1_772_366_400L;

    private final String name;
    private final boolean chat;
    private final ErrorShape errors;
    private final Predicate<String> place;

    private Choices(String name, boolean chat, ErrorShape errors, Predicate<String> place) {
        this.name = name;
        this.chat = chat;
        this.errors = errors;
        this.place = place;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isAt(String path) {
        return place.test(path);
    }

    @Override
    public ErrorShape errors() {
        return errors;
    }

    @Override
    public Answer answer(Asked asked) {
        Text text = asked.text();
        String reason = asked.isCutShort() ? "length" : "stop";
        if (!asked.wantsStream()) {
            ObjectNode document = document(asked, chat ? "chat.completion" : "text_completion");
            ObjectNode choice = choice(document, reason);
            if (chat) {
                choice.putObject("message").put("role", "assistant").put("content", text.whole());
            } else {
                choice.put("text", text.whole());
            }
            putUsage(document, asked.counts());
            return Answer.whole(document);
        }
        return Answer.events(
                chat ? written(opening(asked)) : "",
                text,
                index -> written(piece(asked, text.token(index), null)),
                end(asked, reason));
    }

    private String end(Asked asked, String reason) {
        ObjectNode last = piece(asked, "", reason);
        ObjectNode usage = last;
        boolean apart =
                asked.body().path("stream_options").path("include_usage").asBoolean();
        if (apart) {
            usage = document(asked, last.path("object").asText());
            usage.putArray("choices");
        }
        putUsage(usage, asked.counts());
        return written(last) + (apart ? written(usage) : "") + "data: [DONE]\n\n";
    }

    /** The chunk before the text: it only says who speaks. */
    private ObjectNode opening(Asked asked) {
        ObjectNode chunk = document(asked, "chat.completion.chunk");
        choice(chunk, null).putObject("delta").put("role", "assistant").put("content", "");
        return chunk;
    }

    private ObjectNode piece(Asked asked, String text, @Nullable String finishReason) {
        ObjectNode chunk = document(asked, chat ? "chat.completion.chunk" : "text_completion");
        ObjectNode choice = choice(chunk, finishReason);
        if (!chat) {
            choice.put("text", text);
        } else if (text.isEmpty()) {
            choice.putObject("delta");
        } else {
            choice.putObject("delta").put("content", text);
        }
        return chunk;
    }

    private ObjectNode document(Asked asked, String object) {
        return Json.mapper()
                .createObjectNode()
                .put("id", asked.id(chat ? "chatcmpl-" : "cmpl-"))
                .put("object", object)
                .put("created", CREATED)
                .put("model", asked.model());
    }

    private static ObjectNode choice(ObjectNode document, @Nullable String finishReason) {
        return document.putArray("choices").addObject().put("index", 0).put("finish_reason", finishReason);
    }

    private static void putUsage(ObjectNode document, @Nullable Counts counts) {
        if (counts != null) {
            document.putObject("usage")
                    .put("prompt_tokens", counts.input())
                    .put("completion_tokens", counts.output())
                    .put("total_tokens", counts.total());
        }
    }

    private static String written(ObjectNode chunk) {
        return "data: " + Json.writeText(chunk) + "\n\n";
    }
}
