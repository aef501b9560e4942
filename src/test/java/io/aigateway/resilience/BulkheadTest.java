package io.aigateway.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.resilience.Bulkhead.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BulkheadTest {
    private final AtomicLong now = new AtomicLong();

    private Bulkhead bulkhead(int limit, int waiting) {
        return new Bulkhead("p", ConcurrencyLimit.fixed(limit), waiting, now::get);
    }

    private static boolean isIn(Place place) {
        var entered = place.entered().toCompletableFuture();
        return entered.isDone() && !entered.isCompletedExceptionally();
    }

    private static Failure refusal(Place place) throws InterruptedException {
        try {
            place.entered().toCompletableFuture().get();
            throw new AssertionError("let in");
        } catch (ExecutionException e) {
            return FailureException.failureIn(e.getCause());
        }
    }

    @Test
    void letsInAsManyAsItsLimit() {
        Bulkhead bulkhead = bulkhead(2, 1);
        Place first = bulkhead.enter();
        Place second = bulkhead.enter();
        Place third = bulkhead.enter();

        assertThat(List.of(isIn(first), isIn(second), isIn(third))).containsExactly(true, true, false);
        assertThat(bulkhead.underWay()).isEqualTo(2);
        assertThat(bulkhead.waiting()).isEqualTo(1);

        first.leave();
        assertThat(isIn(third)).isTrue();
        assertThat(bulkhead.underWay()).isEqualTo(2);
    }

    @Test
    void refusesAtOnceWhenTheQueueIsFull() throws InterruptedException {
        Bulkhead bulkhead = bulkhead(1, 1);
        bulkhead.enter();
        bulkhead.enter();

        Failure failure = refusal(bulkhead.enter());

        assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
        assertThat(failure.retryAfterSeconds()).isPositive();
    }

    @Test
    void forgetsWhoStopsWaiting() {
        Bulkhead bulkhead = bulkhead(1, 1);
        Place inside = bulkhead.enter();
        Place waiting = bulkhead.enter();

        waiting.leave();
        assertThat(bulkhead.waiting()).isZero();
        inside.leave();
        inside.leave();
        assertThat(isIn(waiting)).isFalse();
        assertThat(bulkhead.underWay()).isZero();
    }

    @Test
    void keepsTheOrderOfThoseWhoWait() {
        Bulkhead bulkhead = bulkhead(1, 10);
        Place inside = bulkhead.enter();
        var order = new ArrayList<Integer>();
        var places = new ArrayList<Place>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            Place place = bulkhead.enter();
            places.add(place);
            place.entered().thenRun(() -> order.add(number));
        }

        inside.leave();
        places.forEach(Place::leave);

        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void teachesItsLimit() {
        var learnt = new ArrayList<String>();
        var bulkhead = new Bulkhead(
                "p",
                new ConcurrencyLimit() {
                    @Override
                    public int now() {
                        return 10;
                    }

                    @Override
                    public void learn(long nanos, int underWay, boolean overloaded) {
                        learnt.add(nanos + " " + underWay + " " + overloaded);
                    }
                },
                1,
                now::get);
        bulkhead.enter();
        Place place = bulkhead.enter();
        now.set(70);

        place.answered(false);
        place.leave();
        place.answered(true);

        assertThat(learnt).containsExactly("70 2 false");
    }

    @Test
    void countsRightWithManyThreads() throws Exception {
        Bulkhead bulkhead = bulkhead(3, 1000);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            var ends = new ArrayList<Future<?>>();
            for (int i = 0; i < 8; i++) {
                ends.add(threads.submit(() -> {
                    start.await();
                    for (int j = 0; j < 500; j++) {
                        Place place = bulkhead.enter();
                        place.entered().toCompletableFuture().get();
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        inside.decrementAndGet();
                        place.leave();
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(most.get()).isBetween(1, 3);
        assertThat(bulkhead.underWay()).isZero();
        assertThat(bulkhead.waiting()).isZero();
    }
}
