package io.aigateway.embeddings.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Cuts a list of texts into batches that a provider takes, in order. A text that is too long for any batch has one for itself: what
 * becomes of it is the provider's to say.
 */
public final class Batches {
    /**
     * Share of the tokens that is used, in percent. They are counted with one general tokenizer, and others need up to a sixth more.
     */
    private static final int USED_PERCENT = 85;

    private final int maxTexts;
    private final long maxTokens;

    /**
     * Batches of one provider.
     *
     * @param maxTexts  in a batch, at least 1
     * @param maxTokens in a batch, by the provider's tokenizer; 0 for any number
     */
    public Batches(int maxTexts, int maxTokens) {
        this.maxTexts = maxTexts;
        this.maxTokens = maxTokens == 0 ? Long.MAX_VALUE : (long) maxTokens * USED_PERCENT / 100;
    }

    /** Whether tokens have to be counted: hardly any text has more tokens than characters. */
    public boolean needCounting(List<String> texts) {
        return texts.size() > 1 && texts.stream().mapToLong(String::length).sum() > maxTokens;
    }

    /** The batches without looking at tokens. */
    public List<List<String>> of(List<String> texts) {
        return of(texts, text -> 0);
    }

    /** The batches. */
    public List<List<String>> of(List<String> texts, ToIntFunction<String> tokens) {
        var batches = new ArrayList<List<String>>();
        int start = 0;
        long sum = 0;
        for (int i = 0; i < texts.size(); i++) {
            int more = tokens.applyAsInt(texts.get(i));
            if (i > start && (i - start == maxTexts || sum + more > maxTokens)) {
                batches.add(texts.subList(start, i));
                start = i;
                sum = 0;
            }
            sum += more;
        }
        if (start < texts.size()) {
            batches.add(texts.subList(start, texts.size()));
        }
        return batches;
    }
}
