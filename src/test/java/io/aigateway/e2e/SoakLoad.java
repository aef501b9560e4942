package io.aigateway.e2e;

import io.aigateway.e2e.SoakRequest.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that come at a fixed rate, however slow the answers are, each with one of the requests given; some leave before the end. Should
 * too many be waiting, the next comes later, so that a machine without CPU to spare is not buried.
 */
final class SoakLoad {
    static final int PER_SECOND = Integer.getInteger("soak.rate", 40);

    /** At the same time. */
    private static final int MOST_CLIENTS = 200;

    /** One of so many leaves. */
    private static final int LEAVERS = 20;

    private final List<SoakRequest> requests;
    private final Map<SoakRequest, Map<Outcome, LongAdder>> outcomes = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(MOST_CLIENTS);
    private final AtomicLong sent = new AtomicLong();
    private final LongAdder ended = new LongAdder();

    SoakLoad(List<SoakRequest> requests) {
        this.requests = List.copyOf(requests);
    }

    /** Sends for so long, then waits for what is under way. */
    void run(Duration time) throws InterruptedException {
        ExecutorService clients = Executors.newCachedThreadPool();
        long start = System.nanoTime();
        long pause = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
        for (long due = 0; due < time.toNanos(); due += pause) {
            waitUntil(start + due);
            places.acquire();
            clients.execute(this::sendOne);
        }
        clients.shutdown();
        if (!clients.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new AssertionError("clients wait for longer than their patience");
        }
    }

    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void sendOne() {
        try {
            var random = new SplittableRandom(sent.incrementAndGet());
            SoakRequest request = requests.get(random.nextInt(requests.size()));
            Outcome outcome = random.nextInt(LEAVERS) == 0 ? request.leave(random.nextBoolean()) : request.send();
            outcomes.computeIfAbsent(request, unseen -> new ConcurrentHashMap<>())
                    .computeIfAbsent(outcome, unseen -> new LongAdder())
                    .increment();
            ended.increment();
        } finally {
            places.release();
        }
    }

    long sent() {
        return sent.get();
    }

    /** Those that had any outcome, be it none within the client's patience. */
    long ended() {
        return ended.sum();
    }

    /** How many requests ended so. */
    long count(Outcome outcome) {
        return count(outcome, true) + count(outcome, false);
    }

    /**
     * Of the answers that could be saved by asking elsewhere, the share that was. What its provider broke off after the first token
     * could not: the client had its beginning.
     */
    double successWithFallback() {
        double whole = count(Outcome.WHOLE, true);
        return whole / (whole + count(Outcome.REFUSED, true) + count(Outcome.CUT_SHORT, true));
    }

    /** How many requests ended so, of those for which there is a fallback or of the others. */
    long count(Outcome outcome, boolean withFallback) {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getKey().hasFallback() == withFallback)
                .map(entry -> entry.getValue().get(outcome))
                .filter(Objects::nonNull)
                .mapToLong(LongAdder::sum)
                .sum();
    }
}
