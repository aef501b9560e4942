package io.aigateway.search.core;

import java.util.List;

/**
 * A piece of a page.
 *
 * @param headings over it, the page's first; may be empty
 * @param text     its own heading and what follows, as in the page
 */
public record Section(List<String> headings, String text) {
    public Section {
        headings = List.copyOf(headings);
    }
}
