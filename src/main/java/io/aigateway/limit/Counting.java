package io.aigateway.limit;

import io.aigateway.limit.Answered.State;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The side of a node that counts for others and for itself. Before it counts for a key in a new view of the cluster it asks every node
 * what it let pass, and whether it agrees: so there is one node that counts, as far as nodes reach each other. Confined to one event loop.
 */
final class Counting {
    private final NodeRows rows;
    private final Ledger ledger;
    private final Views views;
    private final Peers peers;
    private final Map<String, Future<Known>> asking = new HashMap<>();

    /** What is known of what the other nodes let pass. */
    private enum Known {
        ALL,
        PART,
        DISPUTED;

        Known and(Known other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    Counting(Ledger ledger, NodeRows rows, Views views, Peers peers) {
        this.ledger = ledger;
        this.rows = rows;
        this.views = views;
        this.peers = peers;
    }

    Future<Answered> charge(Asked asked) {
        View view = views.now();
        if (!view.ownsAll(asked.charges())) {
            return Future.succeededFuture(Answered.not(State.NOT_HERE));
        }
        List<String> incomplete = rows.incomplete(asked.charges(), view);
        return incomplete.isEmpty()
                ? Future.succeededFuture(Answered.counted(count(asked, view)))
                : complete(incomplete, view).map(known -> charge(asked, view, known));
    }

    private Answered charge(Asked asked, View view, Known known) {
        if (known == Known.DISPUTED || views.now().epoch() != view.epoch()) {
            return Answered.not(State.NOT_HERE);
        }
        boolean strict = asked.charges().stream().anyMatch(charge -> charge.ownerLost() == OwnerLost.STRICT);
        return known == Known.PART && strict ? Answered.not(State.UNSURE) : Answered.counted(count(asked, view));
    }

    private Outcome count(Asked asked, View view) {
        if (asked.node().equals(ledger.self())) {
            return countOwn(asked.charges());
        }
        Outcome outcome = rows.charge(asked);
        if (!view.alive().contains(asked.node())) {
            copy(outcome); // It cannot be asked later what it let pass.
        }
        return outcome;
    }

    /**
     * Counts what this node itself lets pass where it can do so at once, on any event loop.
     *
     * @return null when it cannot
     */
    @Nullable
    Outcome countHere(List<Charge> charges) {
        // In one step, so that no other node learns the rows in between and begins to count.
        return ledger.atOnce(() -> {
            View view = views.now();
            boolean here =
                    view.ownsAll(charges) && rows.incomplete(charges, view).isEmpty();
            return here ? countOwn(charges) : null;
        });
    }

    /** Another node gets a copy. */
    private Outcome countOwn(List<Charge> charges) {
        Outcome outcome = ledger.charge(ledger.self(), charges);
        copy(outcome);
        return outcome;
    }

    private void copy(Outcome outcome) {
        if (outcome.admitted()) {
            outcome.standings().forEach(standing -> rows.changed(standing.counter()));
        }
    }

    private Future<Known> complete(List<String> counters, View view) {
        Future<Known> all = Future.succeededFuture(Known.ALL);
        for (String counter : counters) {
            Future<Known> one = asking.computeIfAbsent(counter + '\n' + view.epoch(), key -> askAll(counter, view));
            all = all.compose(known -> one.map(known::and));
        }
        return all;
    }

    private Future<Known> askAll(String counter, View view) {
        var question = new RowsAsked(ledger.self(), List.of(counter), view.alive());
        var answers = new ArrayList<Future<Known>>();
        for (String node : view.alive()) {
            if (!node.equals(ledger.self())) {
                answers.add(peers.rows(node, question).map(this::learn).otherwise(Known.PART));
            }
        }
        return Future.join(answers).map(done -> {
            Known known = answers.stream().map(Future::result).reduce(Known.ALL, Known::and);
            if (known == Known.ALL) {
                rows.complete(counter, view);
            }
            return known;
        });
    }

    private Known learn(RowsGiven given) {
        rows.take(given.rows(), true);
        return given.agreed() ? Known.ALL : Known.DISPUTED;
    }

    RowsGiven rows(RowsAsked asked) {
        return ledger.atOnce(() -> {
            View view = views.now();
            boolean agreed = asked.counters().stream()
                    .allMatch(counter -> view.owner(counter).equals(asked.node()));
            return new RowsGiven(rows.rows(asked.counters(), asked.alive()::contains), agreed);
        });
    }

    RowsTaken take(RowsTold told) {
        return new RowsTaken(rows.take(told.rows(), false));
    }

    /** Called again and again: asks anew what could not be answered. */
    void forgetAnswers() {
        asking.values().removeIf(Future::isComplete);
    }
}
