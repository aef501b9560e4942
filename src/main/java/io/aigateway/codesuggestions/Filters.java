package io.aigateway.codesuggestions;

import io.aigateway.codesuggestions.core.TextFilter;

/** Filters made of filters. */
final class Filters {
    private Filters() {}

    static TextFilter unchanged() {
        return new TextFilter() {
            @Override
            public String feed(String piece) {
                return piece;
            }

            @Override
            public String finish() {
                return "";
            }
        };
    }

    /** What the first filter gives goes through the second. */
    static TextFilter chain(TextFilter first, TextFilter second) {
        return new TextFilter() {
            @Override
            public String feed(String piece) {
                return second.feed(first.feed(piece));
            }

            @Override
            public String finish() {
                return second.feed(first.finish()) + second.finish();
            }
        };
    }
}
