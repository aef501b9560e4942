package io.aigateway.proxy.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON document, and the places below it at which answers state their usage. Arrays are no places: what is in them is at
 * the place of the array. Sources: API references of Anthropic (Messages), OpenAI (Chat, Responses, Embeddings) and Vertex AI.
 */
final class UsagePaths {
    static final UsagePaths ROOT = new UsagePaths("");

    static {
        for (String usage : List.of("usage", "message.usage", "response.usage")) {
            ROOT.add(usage + ".input_tokens", Counter.INPUT);
            ROOT.add(usage + ".output_tokens", Counter.OUTPUT);
            ROOT.add(usage + ".cache_read_input_tokens", Counter.CACHE_READ);
            ROOT.add(usage + ".cache_creation_input_tokens", Counter.CACHE_WRITTEN);
            ROOT.add(usage + ".input_tokens_details.cached_tokens", Counter.CACHED);
        }
        ROOT.add("usage.prompt_tokens", Counter.INPUT);
        ROOT.add("usage.completion_tokens", Counter.OUTPUT);
        ROOT.add("usage.prompt_tokens_details.cached_tokens", Counter.CACHED);
        ROOT.add("usageMetadata.promptTokenCount", Counter.INPUT);
        ROOT.add("usageMetadata.candidatesTokenCount", Counter.OUTPUT);
        ROOT.add("usageMetadata.thoughtsTokenCount", Counter.THOUGHTS);
        ROOT.add("usageMetadata.cachedContentTokenCount", Counter.CACHED);
        ROOT.add("predictions.embeddings.statistics.token_count", Counter.EMBEDDED);
    }

    private final byte[] name;
    private final List<UsagePaths> below = new ArrayList<>();
    private @Nullable Counter counter;

    private UsagePaths(String name) {
        this.name = name.getBytes(StandardCharsets.US_ASCII);
    }

    /** The place under a key; null when no usage is stated there. */
    @Nullable
    UsagePaths under(byte[] key, int length) {
        for (UsagePaths place : below) {
            if (Arrays.equals(place.name, 0, place.name.length, key, 0, length)) {
                return place;
            }
        }
        return null;
    }

    /** What a number at this place counts; null for nothing. */
    @Nullable
    Counter counter() {
        return counter;
    }

    private void add(String path, Counter what) {
        UsagePaths place = this;
        for (String key : path.split("\\.", -1)) {
            place = place.underOrNew(key);
        }
        place.counter = what;
    }

    private UsagePaths underOrNew(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.US_ASCII);
        UsagePaths known = under(bytes, bytes.length);
        if (known != null) {
            return known;
        }
        var place = new UsagePaths(key);
        below.add(place);
        return place;
    }
}
