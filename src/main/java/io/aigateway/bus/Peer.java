package io.aigateway.bus;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What this node knows of another one. Used by every event loop. */
final class Peer {
    /** So many cards in a row that could not be written mean that the process has ended: its machine refuses connections. */
    private static final int MAX_MISSED = 2;

    private final String node;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile @Nullable Card card;
    private final AtomicInteger missed = new AtomicInteger();
    private final AtomicLong heardNanos = new AtomicLong();
    private volatile boolean silent;

    Peer(String node) {
        this.node = node;
    }

    String node() {
        return node;
    }

    void heard(Card news, long nanos) {
        card = news;
        heardNanos.set(nanos);
        silent = false;
    }

    /** Whether it has told anything yet. */
    boolean isKnown() {
        return card != null;
    }

    /** Highest version of frames it reads; {@code otherwise} before it told. */
    int codec(int otherwise) {
        Card known = card;
        return known == null ? otherwise : known.codec();
    }

    boolean serves(String address) {
        Card known = card;
        return known != null && !silent && known.addresses().contains(address);
    }

    boolean servesAnyOf(String prefix) {
        Card known = card;
        return known != null && !silent && known.addresses().stream().anyMatch(name -> name.startsWith(prefix));
    }

    void addAddresses(String prefix, Collection<String> found) {
        Card known = card;
        if (known != null && !silent) {
            known.addresses().stream().filter(name -> name.startsWith(prefix)).forEach(found::add);
        }
    }

    boolean isLeaving() {
        Card known = card;
        return known != null && known.leaving();
    }

    /** True once, when nothing was heard for longer than {@code limitNanos}. */
    boolean fellSilent(long nanos, long limitNanos) {
        if (silent || card == null || nanos - heardNanos.get() < limitNanos) {
            return false;
        }
        silent = true;
        return true;
    }

    /** True once, when several cards in a row could not be written to its connection. */
    boolean fellOut(boolean written) {
        if (written) {
            missed.set(0);
            return false;
        }
        if (missed.incrementAndGet() != MAX_MISSED || silent || card == null) {
            return false;
        }
        silent = true;
        return true;
    }

    boolean isSilent() {
        return silent;
    }

    /** Takes back what this node itself was late. */
    void excuse(long nanos) {
        heardNanos.addAndGet(nanos);
    }

    void begin() {
        asked.incrementAndGet();
    }

    void end() {
        asked.decrementAndGet();
    }

    /** How busy it is: what it said, and what this node asked it. */
    double cost() {
        Card known = card;
        return known == null
                ? Double.MAX_VALUE
                : (known.exchanges() + asked.get()) / (double) Math.max(1, known.cores());
    }
}
