package io.aigateway.limit;

import java.util.List;

/**
 * A node begins to count and asks what was let pass.
 *
 * @param node     who asks
 * @param counters for which keys
 * @param alive    nodes that it asks themselves
 */
record RowsAsked(String node, List<String> counters, List<String> alive) {
    RowsAsked {
        counters = List.copyOf(counters);
        alive = List.copyOf(alive);
    }
}
