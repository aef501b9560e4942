package io.aigateway.codesuggestions;

import io.aigateway.codesuggestions.core.TextFilter;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Filters made of filters. */
final class Filters {
    private Filters() {}

    static TextFilter unchanged() {
        return of(UnaryOperator.identity(), () -> "");
    }

    /** A filter made of its two halves. */
    static TextFilter of(UnaryOperator<String> feed, Supplier<String> finish) {
        return new TextFilter() {
            @Override
            public String feed(String piece) {
                return feed.apply(piece);
            }

            @Override
            public String finish() {
                return finish.get();
            }
        };
    }

    /** What the first filter gives goes through the second. */
    static TextFilter chain(TextFilter first, TextFilter second) {
        return of(piece -> second.feed(first.feed(piece)), () -> second.feed(first.finish()) + second.finish());
    }
}
