package io.aigateway.limit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was counted for one key, by the node that let it pass. */
final class Counter {
    private final Map<String, Row> rows = new HashMap<>(2);
    private long completeIn = -1;

    Row of(String node) {
        return rows.computeIfAbsent(node, name -> new Row());
    }

    Map<String, Row> rows() {
        return rows;
    }

    /** The view of the cluster in which the rows of all nodes are known here; below zero for none. */
    long completeIn() {
        return completeIn;
    }

    void completeIn(long epoch) {
        completeIn = epoch;
    }

    /** What all nodes let pass since a second; what was before is forgotten. */
    long since(long oldest) {
        long sum = 0;
        for (Row row : rows.values()) {
            sum += row.since(oldest);
        }
        return sum;
    }

    /** The oldest second in which something was counted. */
    long oldest() {
        long oldest = Tally.LASTING;
        for (Row row : rows.values()) {
            oldest = Math.min(oldest, row.tally().oldest());
        }
        return oldest;
    }

    /** The second whose passing makes room for {@code needed}; the last one when all of it is not enough. */
    long makesRoom(long needed) {
        List<Tally.Entry> all = new ArrayList<>();
        rows.values().forEach(row -> all.addAll(row.tally().entries()));
        all.sort(Comparator.comparingLong(Tally.Entry::second));
        long room = 0;
        long second = -1;
        for (Tally.Entry entry : all) {
            room += entry.amount();
            second = entry.second();
            if (room >= needed) {
                break;
            }
        }
        return second;
    }
}
