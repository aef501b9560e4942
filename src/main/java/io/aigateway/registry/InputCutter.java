package io.aigateway.registry;

import io.aigateway.model.api.ChatMessage;
import io.aigateway.registry.PromptDefinition.Part;
import io.aigateway.registry.PromptDefinition.Role;
import io.aigateway.tokens.Tokenizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shortens the inputs of a prompt. Rules: of earlier messages, which stand at the first placeholder, the oldest go first. Of texts
 * the longest are cut, all of them to the same length, so that short ones stay whole; texts inside lists and objects, and messages at
 * other placeholders, are texts like any other. A text loses its end, or its beginning where the definition says so with
 * {@code keep_end_of}.
 */
final class InputCutter {
    private final PromptDefinition definition;
    private final List<String> placeholders;
    private final Set<String> read;

    InputCutter(PromptDefinition definition) {
        this.definition = definition;
        this.placeholders = definition.messages().stream()
                .filter(part -> part.role() == Role.PLACEHOLDER)
                .map(Part::input)
                .toList();
        this.read = new HashSet<>(definition.variables());
        this.read.addAll(placeholders);
    }

    /** The inputs without as many of the oldest earlier messages as make up {@code tooMuch} tokens. */
    Map<String, @Nullable Object> dropOldest(Map<String, @Nullable Object> inputs, int tooMuch) {
        var shorter = new LinkedHashMap<String, @Nullable Object>(inputs);
        if (placeholders.isEmpty()) {
            return shorter;
        }
        String name = placeholders.get(0);
        List<ChatMessage> messages = EarlierMessages.read(name, inputs.get(name));
        int left = tooMuch;
        int first = 0;
        // A conversation begins with the user, so an answer does not stay without its question.
        while (first < messages.size()
                && (left > 0 || (first > 0 && messages.get(first).role() == ChatMessage.Role.ASSISTANT))) {
            left -= TokenSizes.of(messages.get(first++));
        }
        shorter.put(name, messages.subList(first, messages.size()));
        return shorter;
    }

    /** The inputs with their longest texts cut by {@code tooMuch} tokens in all. */
    Map<String, @Nullable Object> shorten(Map<String, @Nullable Object> inputs, int tooMuch) {
        var sizes = new ArrayList<Integer>();
        inputs.forEach((name, value) -> {
            if (read.contains(name)) {
                measure(value, sizes);
            }
        });
        int longest = levelFor(sizes, tooMuch);
        var shorter = new LinkedHashMap<String, @Nullable Object>();
        inputs.forEach((name, value) -> shorter.put(name, read.contains(name) ? cut(name, value, longest) : value));
        return shorter;
    }

    private static void measure(@Nullable Object value, List<Integer> sizes) {
        if (value instanceof String text) {
            sizes.add(TokenSizes.of(text));
        } else if (value instanceof List<?> items) {
            items.forEach(item -> measure(item, sizes));
        } else if (value instanceof ChatMessage message) {
            sizes.add(TokenSizes.of(message.content()));
        } else if (value instanceof Map<?, ?> members) {
            members.values().forEach(member -> measure(member, sizes));
        }
    }

    /** The length to which texts are cut, so that together they lose {@code tooMuch}; 0 when that is not enough. */
    private static int levelFor(List<Integer> sizes, int tooMuch) {
        int low = 0;
        int high = sizes.stream().mapToInt(size -> size).max().orElse(0);
        while (low < high) {
            int level = (low + high + 1) >>> 1;
            long lost =
                    sizes.stream().mapToLong(size -> Math.max(0, size - level)).sum();
            if (lost >= tooMuch) {
                low = level;
            } else {
                high = level - 1;
            }
        }
        return low;
    }

    private @Nullable Object cut(String name, @Nullable Object value, int longest) {
        if (value instanceof String text) {
            return cutText(name, text, longest);
        } else if (value instanceof ChatMessage message) {
            return new ChatMessage(message.role(), cutText(name, message.content(), longest), message.cache());
        } else if (value instanceof List<?> items) {
            var cut = new ArrayList<@Nullable Object>(items.size());
            items.forEach(item -> cut.add(cut(name, item, longest)));
            return cut;
        } else if (value instanceof Map<?, ?> members) {
            var cut = new LinkedHashMap<Object, @Nullable Object>();
            members.forEach((key, member) -> cut.put(key, cut(name, member, longest)));
            return cut;
        }
        return value;
    }

    private String cutText(String name, String text, int longest) {
        Tokenizer tokens = Tokenizer.cl100k();
        return definition.keptEnds().contains(name) ? tokens.keepEnd(text, longest) : tokens.keepStart(text, longest);
    }
}
