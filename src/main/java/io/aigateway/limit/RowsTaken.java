package io.aigateway.limit;

import java.util.List;

/**
 * The answer to what was told.
 *
 * @param outdated counters of which something newer is known; they have to be told again
 */
record RowsTaken(List<String> outdated) {
    RowsTaken {
        outdated = List.copyOf(outdated);
    }
}
