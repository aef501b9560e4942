package io.aigateway.limit;

import java.util.List;

/**
 * What was let pass, as far as the node that was asked knows.
 *
 * @param rows   its own, and those of nodes that cannot be asked
 * @param agreed whether it too takes the asking node for the one that counts
 */
record RowsGiven(List<Told> rows, boolean agreed) {
    RowsGiven {
        rows = List.copyOf(rows);
    }
}
