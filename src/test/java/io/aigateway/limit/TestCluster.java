package io.aigateway.limit;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Nodes that count, without machines, threads and time between them: what one asks another is answered at once, or not at all. Time passes
 * when the test says so.
 */
final class TestCluster {
    private final Map<String, Node> nodes = new HashMap<>();
    private long millis = 1_700_000_000_000L;
    private final List<Long> passes = new ArrayList<>();
    private long waited;

    /** One of them. */
    final class Node implements Peers {
        private final String name;
        private final Set<String> seen = new TreeSet<>();
        private final Ledger ledger;
        private final NodeRows rows;
        private final Counting counting;
        final Views views;
        private final Telling telling;
        private final SharedCounters counters;
        boolean dead;
        boolean frozen;
        private boolean leaving;
        private Runnable meanwhile = () -> {};

        private Node(String name) {
            this.name = name;
            this.ledger = new Ledger(name, () -> millis, 1000);
            this.rows = new NodeRows(ledger);
            this.views = new Views(this, () -> millis, TestCluster.this::nanos, TimeUnit.MILLISECONDS.toNanos(700));
            this.counting = new Counting(ledger, rows, views, this);
            this.telling = new Telling(ledger, rows, views, this);
            var parts = new SharedCounters.Parts(counting, rows, ledger, views, this);
            this.counters = new SharedCounters(parts, TestCluster.this::nanos, TimeUnit.MILLISECONDS.toNanos(500));
        }

        @Override
        public String self() {
            return name;
        }

        @Override
        public List<String> alive() {
            return List.copyOf(seen);
        }

        @Override
        public List<String> staying() {
            return seen.stream().filter(other -> !nodes.get(other).leaving).toList();
        }

        @Override
        public Future<Answered> charge(String node, Asked asked, Duration time) {
            return ask(node, () -> nodes.get(node).counting.charge(asked));
        }

        @Override
        public Future<RowsGiven> rows(String node, RowsAsked asked) {
            return ask(
                    node, () -> Future.succeededFuture(nodes.get(node).counting.rows(asked)));
        }

        @Override
        public Future<RowsTaken> tell(String node, RowsTold told) {
            return ask(
                    node, () -> Future.succeededFuture(nodes.get(node).counting.take(told)));
        }

        private <T> Future<T> ask(String node, Supplier<Future<T>> question) {
            Node asked = nodes.get(node);
            if (asked.dead) {
                return Future.failedFuture(Failure.of(Kind.UNSERVED, "gone").asException());
            }
            if (asked.frozen) {
                waitFor(500);
                return Future.failedFuture(Failure.of(Kind.TIMED_OUT, "late").asException());
            }
            return question.get();
        }

        @Override
        public Future<Void> aLittleLater() {
            waitFor(30);
            meanwhile.run();
            return Future.succeededFuture();
        }

        /** What happens in the cluster while the node waits a little. */
        void meanwhile(Runnable what) {
            meanwhile = what;
        }

        Outcome charge(Charge... charges) {
            return counters.charge(List.of(charges)).result();
        }

        void adjust(Charge charge, Standing where, long difference) {
            counters.adjust(charge.measure(), where, difference);
        }

        /** How many of so many tries pass. */
        int pass(Charge charge, int tries) {
            int passed = 0;
            for (int i = 0; i < tries; i++) {
                if (charge(charge).admitted()) {
                    passed++;
                    passes.add(millis);
                }
            }
            return passed;
        }

        /** About how much it let pass that it has not told anybody. */
        int untold() {
            List<String> names = rows.takeUntold(1000);
            rows.changed(names);
            return rows.rows(names, node -> true).stream()
                    .flatMap(told -> told.entries().stream())
                    .mapToInt(entry -> (int) entry.amount())
                    .sum();
        }
    }

    TestCluster(String... names) {
        for (String name : names) {
            add(name);
        }
        passInSteps(100_000);
    }

    /** Another node comes, and all see it. */
    Node add(String name) {
        var node = new Node(name);
        nodes.put(name, node);
        nodes.values().forEach(other -> {
            other.seen.add(name);
            node.seen.add(other.name);
        });
        node.seen.removeIf(other -> nodes.get(other).dead);
        pass(5);
        return node;
    }

    Node node(String name) {
        return nodes.get(name);
    }

    /** The node that counts for a charge, as the first node sees it. */
    Node owner(Charge charge) {
        Node any = nodes.values().stream()
                .filter(node -> !node.dead && !node.frozen)
                .findFirst()
                .orElseThrow();
        return nodes.get(any.views.now().owner(charge.counter()));
    }

    /** Those that live and do not count for a charge. */
    List<Node> others(Charge charge) {
        Node owner = owner(charge);
        return nodes.values().stream()
                .filter(node -> node != owner && !node.dead)
                .toList();
    }

    /** It is gone; nobody has noticed. */
    void kill(Node node) {
        node.dead = true;
    }

    /** It stands still; nobody has noticed. */
    void freeze(Node node) {
        node.frozen = true;
    }

    void thaw(Node node) {
        node.frozen = false;
    }

    /** The others notice that a node is gone, or take it for that. */
    void notice(Node gone) {
        nodes.values().forEach(node -> {
            if (node != gone) {
                node.seen.remove(gone.name);
            }
        });
        pass(5);
    }

    /** The others see it again. */
    void seeAgain(Node back) {
        nodes.values().forEach(node -> node.seen.add(back.name));
        pass(5);
    }

    void leave(Node node) {
        node.leaving = true;
        pass(5);
    }

    /** Every node tells what the others do not know. */
    void tell() {
        living().forEach(node -> node.telling.tell());
    }

    void renew() {
        living().forEach(node -> node.telling.renew());
        tell();
    }

    /** Time passes, and nobody does anything. */
    void pass(long time) {
        millis += time;
        living().forEach(node -> node.views.beat());
        living().forEach(node -> node.counting.forgetAnswers());
    }

    private void waitFor(long time) {
        waited += time;
        pass(time);
    }

    /** The most that ever passed within a minute. */
    long mostInAMinute() {
        return passes.stream()
                .mapToLong(end -> passes.stream()
                        .filter(time -> time <= end && time > end - 60_000)
                        .count())
                .max()
                .orElse(0);
    }

    /** How long nodes have waited for each other, in milliseconds. */
    long waited() {
        return waited;
    }

    /** All of them, also those that are gone. */
    List<Node> all() {
        return new TreeMap<>(nodes).values().stream().toList();
    }

    /** The same in steps that no node takes for a standstill. */
    void passInSteps(long time) {
        for (long done = 0; done < time; done += 500) {
            pass(500);
        }
    }

    /**
     * Something happens to one of the nodes, or nothing; at least two of them live on.
     *
     * @return how much a node had let pass that nobody else knows, when it died
     */
    int change(Random random) {
        all().stream().filter(back -> !back.dead && !back.frozen).forEach(this::seeAgain);
        List<Node> living = living();
        Node node = living.get(random.nextInt(living.size()));
        int happens = random.nextInt(5);
        if (happens == 0 && living.size() > 2) {
            int untold = node.untold();
            kill(node);
            notice(node);
            tell();
            return untold;
        } else if (happens == 1 && living.size() > 2) {
            int untold = node.untold();
            freeze(node);
            notice(node);
            tell();
            passInSteps(2_000);
            return untold;
        } else if (happens == 2) {
            all().forEach(this::thaw);
        } else if (happens == 3) {
            add("n" + nodes.size());
        }
        return 0;
    }

    private List<Node> living() {
        return all().stream().filter(node -> !node.dead && !node.frozen).toList();
    }

    private long nanos() {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
