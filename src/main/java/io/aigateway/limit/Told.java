package io.aigateway.limit;

import java.util.List;

/**
 * What one node tells another of what a node let pass.
 *
 * @param node    who let it pass
 * @param counter for which key
 * @param version grows with every charge that the node asks another one for
 * @param change  grows with whatever it lets pass or takes back
 * @param settled whether nothing is being asked for; otherwise that counts as if it had passed
 * @param entries all of it
 */
record Told(String node, String counter, long version, long change, boolean settled, List<Tally.Entry> entries) {
    Told {
        entries = List.copyOf(entries);
    }
}
