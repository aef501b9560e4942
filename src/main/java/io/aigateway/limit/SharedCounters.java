package io.aigateway.limit;

import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.limit.Answered.State;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counters that hold in a whole cluster: every key is counted by one node, which is asked before anything passes. While it cannot be
 * asked, policies say what happens. May be used on every event loop.
 */
final class SharedCounters implements Counters {
    /** A node that did not answer in time is not asked for so long; then somebody tries it again. */
    private static final long SILENCE_NANOS = 500_000_000;

    /** Time for a question whose time is over before it is asked. */
    private static final long SHORTEST_NANOS = 10_000_000;

    private final Counting counting;
    private final NodeRows rows;
    private final Ledger ledger;
    private final Views views;
    private final Peers peers;
    private final LongSupplier nanoTime;
    private final long patienceNanos;
    private final Map<String, Long> silentUntil = new ConcurrentHashMap<>();

    /**
     * Counters.
     *
     * @param parts         of this node
     * @param patienceNanos how long the node that counts is looked for
     */
    SharedCounters(Parts parts, LongSupplier nanoTime, long patienceNanos) {
        this.counting = parts.counting();
        this.rows = parts.rows();
        this.ledger = parts.ledger();
        this.views = parts.views();
        this.peers = parts.peers();
        this.nanoTime = nanoTime;
        this.patienceNanos = patienceNanos;
    }

    /** What a node counts with. */
    record Parts(Counting counting, NodeRows rows, Ledger ledger, Views views, Peers peers) {}

    @Override
    public Future<Outcome> charge(List<Charge> charges) {
        Outcome here = counting.countHere(charges);
        return here == null ? charge(charges, nanoTime.getAsLong() + patienceNanos) : Future.succeededFuture(here);
    }

    @Override
    public void adjust(Measure measure, Standing where, long difference) {
        ledger.adjust(measure, where, difference);
        rows.changed(where.counter());
    }

    private Future<Outcome> charge(List<Charge> charges, long until) {
        View view = views.now();
        var byOwner = new LinkedHashMap<String, List<Charge>>();
        for (Charge charge : charges) {
            byOwner.computeIfAbsent(view.owner(charge.counter()), owner -> new ArrayList<>())
                    .add(charge);
        }
        if (byOwner.size() == 1) {
            return ask(view.owner(charges.get(0).counter()), charges, until);
        }
        var parts = new LinkedHashMap<List<Charge>, Future<Outcome>>();
        byOwner.forEach((owner, part) -> parts.put(part, ask(owner, part, until)));
        return Future.join(List.copyOf(parts.values())).map(done -> together(charges, parts));
    }

    /** All of them stand, or what stands is taken back. */
    private Outcome together(List<Charge> charges, Map<List<Charge>, Future<Outcome>> parts) {
        var standings = new LinkedHashMap<Charge, Standing>();
        @Nullable Charge refused = null;
        boolean unknown = false;
        for (Map.Entry<List<Charge>, Future<Outcome>> part : parts.entrySet()) {
            Outcome outcome = part.getValue().result();
            for (int i = 0; i < part.getKey().size(); i++) {
                standings.put(part.getKey().get(i), outcome.standings().get(i));
            }
            if (!outcome.admitted() && refused == null) {
                refused = part.getKey().get(outcome.refused());
                unknown = outcome.unknown();
            }
        }
        List<Standing> all = charges.stream().map(standings::get).toList();
        if (refused == null) {
            return Outcome.admitted(all);
        }
        parts.forEach((part, outcome) -> takeBack(part, outcome.result()));
        return new Outcome(charges.indexOf(refused), unknown, all);
    }

    private void takeBack(List<Charge> charges, Outcome outcome) {
        for (int i = 0; outcome.admitted() && i < charges.size(); i++) {
            Charge charge = charges.get(i);
            if (charge.amount() > 0) {
                adjust(charge.measure(), outcome.standings().get(i), -charge.amount());
            }
        }
    }

    private Future<Outcome> ask(String owner, List<Charge> charges, long until) {
        if (isSilent(owner)) {
            return Future.succeededFuture(alone(charges));
        }
        boolean here = owner.equals(ledger.self());
        Asked asked = here ? new Asked(owner, charges, List.of(), List.of()) : rows.begin(owner, charges);
        return peers.charge(owner, asked, left(until)).transform(answer -> {
            Outcome outcome = answer.succeeded() ? answer.result().outcome() : null;
            if (!here) {
                rows.end(owner, charges, outcome);
            }
            return outcome == null ? goOn(owner, charges, answer, until) : Future.succeededFuture(outcome);
        });
    }

    private Duration left(long until) {
        return Duration.ofNanos(Math.max(SHORTEST_NANOS, until - nanoTime.getAsLong()));
    }

    /** A node that is gone is replaced by another within moments; one that does not answer is not waited for again. */
    private Future<Outcome> goOn(String owner, List<Charge> charges, AsyncResult<Answered> answer, long until) {
        boolean late =
                answer.failed() && FailureException.failureIn(answer.cause()).kind() == Kind.TIMED_OUT;
        boolean unsure = answer.succeeded() && answer.result().state() == State.UNSURE;
        if (late) {
            silentUntil.put(owner, nanoTime.getAsLong() + SILENCE_NANOS);
        }
        return late || unsure || nanoTime.getAsLong() >= until
                ? Future.succeededFuture(alone(charges))
                : peers.aLittleLater().compose(again -> charge(charges, until));
    }

    private boolean isSilent(String node) {
        Long until = silentUntil.get(node);
        if (until == null) {
            return false;
        }
        boolean silent = nanoTime.getAsLong() < until;
        if (!silent) {
            silentUntil.remove(node, until);
        }
        return silent;
    }

    /** What passes while nobody counts. */
    private Outcome alone(List<Charge> charges) {
        for (int i = 0; i < charges.size(); i++) {
            if (charges.get(i).ownerLost() == OwnerLost.STRICT) {
                return unknown(i, charges);
            }
        }
        int nodes = Math.max(1, views.now().alive().size());
        Outcome outcome = ledger.chargeAlone(
                charges,
                charge -> charge.ownerLost() == OwnerLost.OPEN ? Long.MAX_VALUE : Math.max(1, charge.limit() / nodes));
        outcome.standings().forEach(standing -> rows.changed(standing.counter()));
        return outcome;
    }

    private Outcome unknown(int refused, List<Charge> charges) {
        List<Standing> standings = charges.stream()
                .map(charge -> new Standing(charge.counter(), ledger.second(), 0, ledger.millis() + 1000))
                .toList();
        return new Outcome(refused, true, standings);
    }
}
