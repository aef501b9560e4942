package io.aigateway.limit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counters by name, a bounded number of them. A counter holds what each node let pass; outside of a cluster there is one node. Exact:
 * of what is counted per minute never more than the limit passes within any sixty seconds. It counts by whole seconds, so that what
 * passed is forgotten up to a second late. May be used by many threads.
 */
final class Ledger {
    static final long WINDOW_SECONDS = 60;
    private static final long MILLIS = 1000;

    /** How many of the counters that were not used for longest are looked at when there is no room for another. */
    private static final int LOOKS = 8;

    private final String self;
    private final LongSupplier epochMillis;
    private final int maxCounters;
    private final Map<String, Counter> counters = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * An empty ledger.
     *
     * @param self        name of this node
     * @param epochMillis the time, in milliseconds since 1970
     * @param maxCounters how many counters there may be; beyond that a policy's new keys share one
     */
    Ledger(String self, LongSupplier epochMillis, int maxCounters) {
        this.self = self;
        this.epochMillis = epochMillis;
        this.maxCounters = maxCounters;
    }

    String self() {
        return self;
    }

    /** Makes all charges of a node, or none. */
    synchronized Outcome charge(String node, List<Charge> charges) {
        long oldest = oldest();
        return charge(node, charges, counter -> counter.since(oldest), Charge::limit);
    }

    /**
     * Makes charges by what this node itself let pass, and by nothing else.
     *
     * @param share what it may let pass of the limit of a charge
     */
    synchronized Outcome chargeAlone(List<Charge> charges, ToLongFunction<Charge> share) {
        long oldest = oldest();
        return charge(self, charges, counter -> counter.of(self).since(oldest), share);
    }

    private Outcome charge(
            String node, List<Charge> charges, ToLongFunction<Counter> used, ToLongFunction<Charge> limit) {
        long now = second();
        var found = new ArrayList<Counter>(charges.size());
        var standings = new ArrayList<Standing>(charges.size());
        int refused = Outcome.NONE;
        for (Charge charge : charges) {
            String name = place(charge.counter());
            Counter counter = get(name);
            found.add(counter);
            long before = used.applyAsLong(counter);
            long over = before + Math.max(1, charge.amount()) - limit.applyAsLong(charge);
            if (over > 0 && refused < 0) {
                refused = standings.size();
            }
            standings.add(standing(name, charge, counter, before, over, now));
        }
        return refused >= 0
                ? Outcome.refused(refused, standings)
                : Outcome.admitted(commit(node, charges, found, standings));
    }

    private List<Standing> commit(String node, List<Charge> charges, List<Counter> found, List<Standing> standings) {
        var committed = new ArrayList<Standing>(charges.size());
        for (int i = 0; i < charges.size(); i++) {
            long amount = charges.get(i).amount();
            Standing before = standings.get(i);
            if (amount > 0) {
                add(found.get(i).of(node), node, before.second(), amount);
            }
            committed.add(before.with(amount));
        }
        return committed;
    }

    private void add(Row row, String node, long second, long amount) {
        if (node.equals(self)) {
            row.add(second, amount);
        } else {
            row.tally().add(second, amount);
        }
    }

    private static Standing standing(String name, Charge charge, Counter counter, long used, long over, long now) {
        if (!charge.measure().isPerMinute()) {
            return new Standing(name, Tally.LASTING, used, (now + 1) * MILLIS);
        }
        long passing = over > 0 ? counter.makesRoom(over) : counter.oldest();
        long next = passing < 0 || passing == Tally.LASTING ? now : passing;
        return new Standing(name, now, used, (next + WINDOW_SECONDS + 1) * MILLIS);
    }

    /** Adds to what this node let pass, or takes from it. More per minute counts from now on. */
    synchronized void adjust(Measure measure, Standing where, long difference) {
        long second = difference > 0 && measure.isPerMinute() ? second() : where.second();
        if (second >= oldest()) {
            get(place(where.counter())).of(self).add(second, difference);
        }
    }

    /** Does something with a counter, which is made when there is room for it; otherwise with the one that is shared. */
    synchronized void with(String name, Use use) {
        String place = place(name);
        Counter counter = get(place);
        counter.since(oldest());
        use.on(place, counter);
    }

    /** What is done with a counter while nobody else does anything. */
    interface Use {
        void on(String name, Counter counter);
    }

    /** Does something with each of those that exist; nothing is used by that. */
    synchronized void withEach(List<String> names, Use use) {
        for (String name : names) {
            Counter counter = counters.get(name);
            if (counter != null) {
                counter.since(oldest());
                use.on(name, counter);
            }
        }
    }

    /** Does several things while nobody else does anything. */
    synchronized <T extends @Nullable Object> T atOnce(Supplier<T> things) {
        return things.get();
    }

    /** Names of all counters. */
    synchronized List<String> names() {
        return new ArrayList<>(counters.keySet());
    }

    /** How many counters there are. */
    synchronized int size() {
        return counters.size();
    }

    private Counter get(String name) {
        return counters.computeIfAbsent(name, made -> new Counter());
    }

    /** The name of the counter to use: another one when there is no room for a new one. */
    private String place(String name) {
        if (counters.size() < maxCounters || counters.containsKey(name) || forgetOne()) {
            return name;
        }
        return Policy.shared(name);
    }

    private boolean forgetOne() {
        for (int i = 0; i < LOOKS; i++) {
            String oldest = counters.keySet().iterator().next();
            Counter counter = get(oldest); // It is the youngest now.
            if (counter.since(oldest()) == 0) {
                counters.remove(oldest);
                return true;
            }
        }
        return false;
    }

    /** This second, since 1970. */
    long second() {
        return Math.floorDiv(epochMillis.getAsLong(), MILLIS);
    }

    /** The oldest second that counts. */
    private long oldest() {
        return second() - WINDOW_SECONDS;
    }

    long millis() {
        return epochMillis.getAsLong();
    }
}
