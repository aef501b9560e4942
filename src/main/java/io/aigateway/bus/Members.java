package io.aigateway.bus;

import java.util.Collection;

/**
 * The nodes of a cluster, as whoever runs the cluster knows them. Frames reach a node at the addresses that begin with its name
 * ({@link NodeAddress}), from the moment it is a member.
 */
public interface Members {

    /** Name of this node; letters, digits and dashes. */
    String self();

    /** Names of the other nodes. */
    Collection<String> others();

    /** Sets who hears of changes, on any thread. */
    void listener(Listener listener);

    /** Hears of changes. */
    interface Listener {
        /** A node came; it may not have opened its bus yet. */
        void joined(String node);

        /** A node left or died: nothing it was asked will be answered. */
        void left(String node);
    }
}
