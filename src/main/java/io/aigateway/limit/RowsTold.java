package io.aigateway.limit;

import java.util.List;

/** What a node let pass. */
record RowsTold(List<Told> rows) {
    RowsTold {
        rows = List.copyOf(rows);
    }
}
