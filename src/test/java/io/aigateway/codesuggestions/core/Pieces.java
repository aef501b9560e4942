package io.aigateway.codesuggestions.core;

import java.util.Random;

/** Feeds a text to a filter in pieces of random length, empty ones among them. */
final class Pieces {
    private Pieces() {}

    static String apply(String text, TextFilter filter, Random random) {
        var out = new StringBuilder();
        int start = 0;
        while (start < text.length()) {
            int end = Math.min(text.length(), start + random.nextInt(6));
            out.append(filter.feed(text.substring(start, end)));
            start = end;
        }
        return out.append(filter.finish()).toString();
    }
}
