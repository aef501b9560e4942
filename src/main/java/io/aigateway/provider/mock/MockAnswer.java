package io.aigateway.provider.mock;

import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.ModelAsked.Origin;
import io.aigateway.model.api.ModelInput;
import io.aigateway.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts that GitLab's developers test against, to the letter. Source: contract section 9. */
final class MockAnswer {
    private MockAnswer() {}

    static String to(ModelAsked asked, boolean streaming) {
        boolean completion = asked.input() instanceof ModelInput.Completion;
        if (asked.origin() == Origin.PROMPT) {
            return completion ? "mock completion" : "mock";
        }
        var echo = new LinkedHashMap<String, @Nullable Object>();
        if (asked.input() instanceof ModelInput.Completion text) {
            echo.put("prefix", text.prompt());
            echo.put("suffix", text.suffix());
        } else if (asked.input() instanceof ModelInput.Chat chat) {
            echo.put("messages", messages(chat));
        }
        echo.put("stream", streaming);
        echo.put(
                "kwargs",
                asked.parameters().stop().isEmpty()
                        ? Map.of()
                        : Map.of("stop_sequences", asked.parameters().stop()));
        putText(echo, "temperature", asked.parameters().temperature());
        putText(echo, "max_output_tokens", asked.parameters().maxTokens());
        putText(echo, "top_p", asked.parameters().topP());
        putText(echo, "top_k", asked.parameters().topK());
        return "echo: " + Json.writeSpaced(echo);
    }

    /** Cuts the text at white space, which makes pieces of its own; the fixed texts stay whole. */
    static List<String> pieces(String text) {
        if (!text.startsWith("echo: ")) {
            return List.of(text);
        }
        var pieces = new ArrayList<String>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                if (i > start) {
                    pieces.add(text.substring(start, i));
                }
                pieces.add(text.substring(i, i + 1));
                start = i + 1;
            }
        }
        if (start < text.length()) {
            pieces.add(text.substring(start));
        }
        return pieces;
    }

    private static List<Map<String, String>> messages(ModelInput.Chat chat) {
        return chat.messages().stream()
                .map(message -> {
                    Map<String, String> written = new LinkedHashMap<>();
                    written.put("role", message.role().name().toLowerCase(Locale.ROOT));
                    written.put("content", message.content());
                    return written;
                })
                .toList();
    }

    private static void putText(Map<String, @Nullable Object> echo, String name, @Nullable Object value) {
        if (value != null) {
            echo.put(name, value.toString());
        }
    }
}
