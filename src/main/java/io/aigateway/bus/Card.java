package io.aigateway.bus;

import java.util.Set;

/**
 * What a node tells the others about itself, several times a second: that it lives, what it serves, and how busy it is.
 *
 * @param node      its name
 * @param codec     highest version of frames that it reads
 * @param addresses what it serves; empty while it starts
 * @param leaving   whether it wants to be asked nothing more
 * @param exchanges under way on it, asked and served
 * @param cores     how much it can do, at least 1
 */
record Card(String node, int codec, Set<String> addresses, boolean leaving, int exchanges, int cores) {
    Card {
        addresses = Set.copyOf(addresses);
    }
}
