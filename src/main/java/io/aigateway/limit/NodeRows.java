package io.aigateway.limit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes of a cluster know of each other's part in a ledger. Every node keeps the row of what it let pass itself, and of the keys that
 * it counts the rows of all. A row is told whole, so that telling it twice changes nothing.
 */
final class NodeRows {
    /** Places of a node that was not heard of for so long are free. */
    static final long LEASE_MILLIS = 15_000;

    private final Ledger ledger;
    private final String self;

    /** Counters whose own row has to be told to whoever counts. */
    private final Set<String> untold = ConcurrentHashMap.newKeySet();

    NodeRows(Ledger ledger) {
        this.ledger = ledger;
        this.self = ledger.self();
    }

    /** Charges of this node are asked for at another one. Gives what that one needs to count them. */
    Asked begin(String owner, List<Charge> charges) {
        var versions = new ArrayList<Long>(charges.size());
        var news = new ArrayList<Told>();
        for (Charge charge : charges) {
            ledger.with(charge.counter(), (name, counter) -> {
                Row row = counter.of(self);
                if (!row.isKnownTo(owner)) {
                    news.add(row.tell(self, name, ledger.second()));
                }
                versions.add(row.begin(charge.amount(), !charge.measure().isPerMinute()));
            });
        }
        return new Asked(self, charges, versions, news);
    }

    /** It is known what became of them; null when it is not. */
    void end(String owner, List<Charge> charges, @Nullable Outcome outcome) {
        ledger.atOnce(() -> {
            for (int i = 0; i < charges.size(); i++) {
                end(owner, charges.get(i), outcome != null);
            }
            for (int i = 0; outcome != null && outcome.admitted() && i < charges.size(); i++) {
                pass(charges.get(i), outcome.standings().get(i));
            }
            return charges;
        });
    }

    private void end(String owner, Charge charge, boolean known) {
        ledger.with(charge.counter(), (name, counter) -> {
            Row row = counter.of(self);
            row.end(charge.amount());
            row.knownTo(known ? owner : "");
        });
        if (!known) {
            untold.add(charge.counter());
        }
    }

    private void pass(Charge charge, Standing where) {
        if (charge.amount() > 0) {
            ledger.with(where.counter(), (name, counter) -> counter.of(self).add(where.second(), charge.amount()));
        }
    }

    /** Counts what another node asks for. */
    Outcome charge(Asked asked) {
        return ledger.atOnce(() -> {
            take(asked.rows(), true);
            Outcome outcome = ledger.charge(asked.node(), asked.charges());
            for (int i = 0; i < asked.charges().size(); i++) {
                long version = asked.versions().get(i);
                ledger.with(
                        outcome.standings().get(i).counter(),
                        (name, counter) -> counter.of(asked.node()).heard(version, ledger.millis()));
            }
            return outcome;
        });
    }

    /** The own rows, and those of nodes that cannot be asked themselves. */
    List<Told> rows(List<String> names, Predicate<String> canBeAsked) {
        var rows = new ArrayList<Told>();
        ledger.withEach(
                names,
                (name, counter) -> counter.rows().forEach((node, row) -> {
                    if (node.equals(self) || !canBeAsked.test(node)) {
                        rows.add(row.tell(node, name, ledger.second()));
                    }
                    if (node.equals(self) && !row.isSettled()) {
                        untold.add(name); // Once it is known what became of it, that is told too.
                    }
                }));
        return rows;
    }

    /**
     * Takes what another node says.
     *
     * @param anew whether this node begins to count; otherwise a row in which something is being asked for fits only when just
     *             that has arrived
     * @return names of counters of which this node knows something newer
     */
    List<String> take(List<Told> rows, boolean anew) {
        var outdated = new ArrayList<String>();
        for (Told told : rows) {
            ledger.with(told.counter(), (name, counter) -> {
                // What shares a counter is not told apart; and of itself a node knows best.
                boolean taken = !name.equals(told.counter())
                        || told.node().equals(self)
                        || take(told, counter.of(told.node()), anew);
                if (!taken) {
                    outdated.add(name);
                }
            });
        }
        return outdated;
    }

    private boolean take(Told told, Row row, boolean anew) {
        boolean fits = row.isUpdatedBy(told) && (anew || told.settled() || told.version() == row.version());
        if (fits) {
            row.replace(told, ledger.millis());
        }
        return fits;
    }

    /** The own row of a counter changed without whoever counts knowing. */
    void changed(String counter) {
        untold.add(counter);
    }

    void changed(Collection<String> counters) {
        untold.addAll(counters);
    }

    /** Counters whose own row has to be told, at most so many; they count as told from now on. */
    List<String> takeUntold(int most) {
        var taken = new ArrayList<String>();
        for (String name : untold) {
            if (taken.size() == most) {
                break;
            }
            taken.add(name);
        }
        taken.forEach(untold::remove);
        return taken;
    }

    /** Says that the places that this node holds are still held. */
    void renewPlaces() {
        ledger.withEach(ledger.names(), (name, counter) -> {
            if (holdsPlaces(counter.of(self))) {
                untold.add(name);
            }
        });
    }

    /** Frees the places of nodes that are gone, or were not heard of for too long. */
    void freePlaces(Predicate<String> isGone) {
        long late = ledger.millis() - LEASE_MILLIS;
        ledger.withEach(
                ledger.names(),
                (name, counter) -> counter.rows()
                        .entrySet()
                        .removeIf(entry -> !entry.getKey().equals(self)
                                && holdsPlaces(entry.getValue())
                                && (isGone.test(entry.getKey())
                                        || entry.getValue().heardMillis() < late)));
    }

    private static boolean holdsPlaces(Row row) {
        return row.tally().oldest() == Tally.LASTING && !row.tally().entries().isEmpty();
    }

    /** Whether the rows of all nodes are known here, in this view of the cluster. */
    List<String> incomplete(List<Charge> charges, View view) {
        if (view.isOld(ledger.millis())) {
            return List.of();
        }
        var incomplete = new ArrayList<String>();
        for (Charge charge : charges) {
            ledger.with(charge.counter(), (name, counter) -> {
                if (counter.completeIn() != view.epoch()) {
                    incomplete.add(name);
                }
            });
        }
        return incomplete;
    }

    void complete(String counter, View view) {
        ledger.with(counter, (name, found) -> found.completeIn(view.epoch()));
    }
}
