package io.aigateway.limit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes count, as one of them sees it. Of every key the node counts whose name, mixed with the key's, makes the largest number
 * (rendezvous hashing): so when a node goes only its own keys go to others, and all nodes that see the same agree. Source: Thaler and
 * Ravishankar, A Name-Based Mapping Scheme for Rendezvous.
 *
 * @param self        this node
 * @param counting    those that count, sorted
 * @param alive       those that can be asked what they let pass, sorted; also those that are about to leave
 * @param epoch       grows with every view
 * @param sinceMillis when it began, in milliseconds since 1970
 */
record View(String self, List<String> counting, List<String> alive, long epoch, long sinceMillis) {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    /** What was counted before the view began is forgotten by then. */
    private static final long OLD_MILLIS = (Ledger.WINDOW_SECONDS + 2) * 1000;

    View {
        counting = List.copyOf(counting);
        alive = List.copyOf(alive);
    }

    /** The node that counts for a key. */
    String owner(String counter) {
        String best = best(counter, "");
        return best == null ? self : best;
    }

    /** The node that counts when the owner is gone; null when there is none. */
    @Nullable
    String next(String counter) {
        return best(counter, owner(counter));
    }

    boolean ownsAll(List<Charge> charges) {
        for (Charge charge : charges) {
            if (!owner(charge.counter()).equals(self)) {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing that another node counted before it began can still count. */
    boolean isOld(long nowMillis) {
        return nowMillis - sinceMillis > OLD_MILLIS;
    }

    boolean isSameAs(List<String> otherCounting, List<String> otherAlive) {
        return counting.equals(otherCounting) && alive.equals(otherAlive);
    }

    private @Nullable String best(String counter, String without) {
        if (counting.size() == 1) {
            String only = counting.get(0);
            return only.equals(without) ? null : only;
        }
        long key = hash(OFFSET, counter);
        String best = null;
        long most = 0;
        for (String node : counting) {
            long weight = mix(hash(key, node));
            if (!node.equals(without) && (best == null || Long.compareUnsigned(weight, most) > 0)) {
                best = node;
                most = weight;
            }
        }
        return best;
    }

    /** FNV-1a. */
    private static long hash(long seed, String text) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }

    /** The finish of SplitMix64: every bit of the weight depends on every bit of the hash. */
    private static long mix(long hash) {
        long mixed = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
