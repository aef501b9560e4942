package io.aigateway.search.api;

import io.aigateway.model.api.Passage;
import java.util.List;

/**
 * What was found.
 *
 * @param provider word for what was searched, {@code vertex-ai} or {@code sqlite}
 * @param passages best first; empty when there is nothing
 */
public record DocsFound(String provider, List<Passage> passages) {
    public DocsFound {
        passages = List.copyOf(passages);
    }
}
