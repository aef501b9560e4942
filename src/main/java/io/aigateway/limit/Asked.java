package io.aigateway.limit;

import java.util.List;

/**
 * Asks the node that counts to make charges, all or none.
 *
 * @param node     who asks
 * @param charges  what is to be counted
 * @param versions of the asking node's rows, one for each charge
 * @param rows     what the asking node let pass before, where the node that is asked may not know it
 */
record Asked(String node, List<Charge> charges, List<Long> versions, List<Told> rows) {
    Asked {
        charges = List.copyOf(charges);
        versions = List.copyOf(versions);
        rows = List.copyOf(rows);
    }
}
