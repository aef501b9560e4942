package io.aigateway.model.api;

import java.util.List;

/** What was found, best first; empty when there is nothing. */
public record SearchFound(List<Passage> passages) {
    public SearchFound {
        passages = List.copyOf(passages);
    }
}
