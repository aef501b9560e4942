package io.aigateway.bus;

import java.util.List;
import java.util.TreeSet;

/** Which addresses the nodes of a cluster serve, as one of them knows it now. */
public final class ServedAddresses {
    private ServedAddresses() {}

    /**
     * Addresses that begin so and that some node serves, sorted; none where there is no cluster.
     *
     * @param staying whether to leave out those of nodes that are about to leave
     */
    public static List<String> of(Bus bus, String prefix, boolean staying) {
        Neighbours neighbours = bus.neighbours();
        if (neighbours == null) {
            return List.of();
        }
        var found = new TreeSet<String>();
        neighbours.roster().addAddresses(prefix, staying, found);
        if (!staying || !neighbours.isLeaving()) {
            bus.served().stream().filter(name -> name.startsWith(prefix)).forEach(found::add);
        }
        return List.copyOf(found);
    }
}
