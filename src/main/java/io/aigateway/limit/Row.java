package io.aigateway.limit;

import java.util.ArrayList;
import java.util.List;

/** What one node let pass for one key. A node's own row is the truth about it, that of another node what it was told. */
final class Row {
    private final Tally tally = new Tally();
    private boolean places;
    private long pending;
    private long version;
    private long change;
    private long heardMillis;
    private String knownTo = "";

    Tally tally() {
        return tally;
    }

    /** Its own node let something pass, or took it back. */
    void add(long second, long amount) {
        tally.add(second, amount);
        change++;
    }

    /** What counts since a second: what passed, and what is being asked for. */
    long since(long oldest) {
        return tally.since(oldest) + pending;
    }

    /** Something is asked for elsewhere. It counts until it is known what became of it. */
    long begin(long amount, boolean ofPlaces) {
        pending += amount;
        places = ofPlaces;
        return ++version;
    }

    /** It is known what became of it. */
    void end(long amount) {
        pending -= amount;
    }

    boolean isSettled() {
        return pending == 0;
    }

    /** Its node asked for a charge. */
    void heard(long newer, long nowMillis) {
        version = Math.max(version, newer);
        heardMillis = nowMillis;
    }

    /** Whether what is told is not older than what is known. */
    boolean isUpdatedBy(Told told) {
        return told.version() >= version && told.change() >= change;
    }

    /** It is what was told. */
    void replace(Told told, long nowMillis) {
        tally.replace(told.entries());
        change = told.change();
        heard(told.version(), nowMillis);
    }

    /** The same for another node; what is being asked for counts as if it had passed in this second. */
    Told tell(String node, String counter, long second) {
        return new Told(node, counter, version, change, pending == 0, entries(second));
    }

    long version() {
        return version;
    }

    long heardMillis() {
        return heardMillis;
    }

    /** Whether that node has been told all of it, but for what it counted itself. */
    boolean isKnownTo(String node) {
        return knownTo.equals(node);
    }

    void knownTo(String node) {
        knownTo = node;
    }

    private List<Tally.Entry> entries(long second) {
        List<Tally.Entry> entries = tally.entries();
        if (pending == 0) {
            return entries;
        }
        var more = new ArrayList<>(entries);
        more.add(new Tally.Entry(places ? Tally.LASTING : second, pending));
        return more;
    }
}
