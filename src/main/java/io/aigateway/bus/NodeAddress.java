package io.aigateway.bus;

/**
 * Addresses that name the node they are on: {@code node.<name>} is its door, {@code mailbox.<name>.<number>} a mailbox of it. Frames
 * between nodes go to no other addresses, so that none of them needs to be looked up in the cluster.
 */
public final class NodeAddress {
    private static final String DOOR = "node.";
    private static final String MAILBOX = "mailbox.";

    private NodeAddress() {}

    static String door(String node) {
        return DOOR + node;
    }

    static String mailboxes(String node) {
        return MAILBOX + node + ".";
    }

    /** The node that an address is on; empty for an address of another kind. */
    public static String nodeOf(String address) {
        if (address.startsWith(DOOR)) {
            return address.substring(DOOR.length());
        }
        int end = address.lastIndexOf('.');
        return address.startsWith(MAILBOX) && end > MAILBOX.length() ? address.substring(MAILBOX.length(), end) : "";
    }
}
