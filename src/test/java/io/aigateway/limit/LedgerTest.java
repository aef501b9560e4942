package io.aigateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final String NODE = "n";

    private long millis = 1_700_000_000_500L;
    private final Ledger ledger = new Ledger(NODE, () -> millis, 3);

    private static Charge charge(String key, Measure measure, long limit, long amount) {
        return new Charge("policy\n" + measure.word() + "\n" + key, measure, limit, amount, OwnerLost.BOUNDED);
    }

    private static Charge request(String key, long limit) {
        return charge(key, Measure.REQUESTS, limit, 1);
    }

    private Outcome make(Charge... charges) {
        return ledger.charge(NODE, List.of(charges));
    }

    private int admitted(String key, long limit, int tries) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += make(request(key, limit)).admitted() ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void admitsExactlyTheLimit() {
        assertThat(admitted("a", 10, 30)).isEqualTo(10);
        assertThat(admitted("b", 10, 30)).isEqualTo(10);
    }

    @Test
    void admitsExactlyTheLimitToManyThreads() throws InterruptedException {
        var admitted = new AtomicInteger();
        var start = new CountDownLatch(1);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 4; i++) {
            var thread = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                admitted.addAndGet(admitted("a", 1000, 5000));
            });
            threads.add(thread);
            thread.start();
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(admitted).hasValue(1000);
    }

    @Test
    void admitsAgainWhenAMinuteHasPassed() {
        admitted("a", 10, 10);
        Outcome refused = make(request("a", 10));

        millis = refused.standings().get(0).freeMillis() - 1;
        assertThat(admitted("a", 10, 1)).isZero();
        millis++;
        assertThat(admitted("a", 10, 30)).isEqualTo(10);
    }

    /** Whatever comes when: within no sixty seconds does more than the limit pass. */
    @Test
    void neverAdmitsMoreThanTheLimitInAnyMinute() {
        var random = new Random(7);
        var passed = new ArrayDeque<Long>();
        int all = 0;
        for (int i = 0; i < 20_000; i++) {
            millis += random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(50);
            if (make(request("a", 25)).admitted()) {
                passed.add(millis);
                all++;
            }
            while (!passed.isEmpty() && passed.peek() <= millis - 60_000) {
                passed.remove();
            }
            assertThat(passed).hasSizeLessThanOrEqualTo(25);
        }
        assertThat(all).isGreaterThan(1000);
    }

    @Test
    void tellsWhenThereIsRoomForAll() {
        make(charge("t", Measure.TOKENS, 100, 40));
        millis += 20_000;
        make(charge("t", Measure.TOKENS, 100, 50));
        millis += 1_000;

        Outcome small = make(charge("t", Measure.TOKENS, 100, 30));
        Outcome large = make(charge("t", Measure.TOKENS, 100, 70));

        assertThat(small.standings().get(0).freeMillis()).isEqualTo(1_700_000_061_000L);
        assertThat(large.standings().get(0).freeMillis()).isEqualTo(1_700_000_081_000L);
        millis = small.standings().get(0).freeMillis();
        assertThat(make(charge("t", Measure.TOKENS, 100, 30)).admitted()).isTrue();
    }

    @Test
    void makesAllChargesOrNone() {
        assertThat(make(request("a", 5), request("b", 1)).admitted()).isTrue();

        Outcome refused = make(request("a", 5), request("b", 1));

        assertThat(refused.refused()).isEqualTo(1);
        assertThat(make(request("a", 5)).standings().get(0).used()).isEqualTo(2);
    }

    @Test
    void countsPlacesUntilTheyAreFree() {
        Charge place = charge("a", Measure.CONCURRENT, 1, 1);
        Standing standing = make(place).standings().get(0);
        millis += 600_000;
        assertThat(make(place).admitted()).isFalse();

        ledger.adjust(Measure.CONCURRENT, standing, -1);

        assertThat(make(place).admitted()).isTrue();
    }

    @Test
    void putsUsageInThePlaceOfAnEstimate() {
        Charge estimate = charge("t", Measure.TOKENS, 100, 80);
        Standing standing = make(estimate).standings().get(0);
        assertThat(make(charge("t", Measure.TOKENS, 100, 21)).admitted()).isFalse();

        ledger.adjust(Measure.TOKENS, standing, 30 - 80);
        assertThat(make(charge("t", Measure.TOKENS, 100, 70)).admitted()).isTrue();
        assertThat(make(charge("t", Measure.TOKENS, 100, 0)).admitted()).isFalse();
    }

    /** A long answer: its estimate is forgotten by then, what it took on top of it counts from the moment that it is known. */
    @Test
    void countsWhatWasUsedOnTopFromNowOn() {
        Standing standing =
                make(charge("t", Measure.TOKENS, 100, 10)).standings().get(0);
        millis += 50_000;

        ledger.adjust(Measure.TOKENS, standing, 90);
        millis += 20_000;

        assertThat(make(charge("t", Measure.TOKENS, 100, 0)).standings().get(0).used())
                .isEqualTo(90);
    }

    @Test
    void takesNothingBackThatIsForgotten() {
        Standing standing =
                make(charge("t", Measure.TOKENS, 100, 80)).standings().get(0);
        millis += 70_000;
        make(charge("t", Measure.TOKENS, 100, 60));

        ledger.adjust(Measure.TOKENS, standing, -80);

        assertThat(make(charge("t", Measure.TOKENS, 100, 0)).standings().get(0).used())
                .isEqualTo(60);
    }

    @Test
    void forgetsIdleCountersForNewOnes() {
        admitted("a", 9, 1);
        admitted("b", 9, 1);
        admitted("c", 9, 1);
        millis += 62_000;

        admitted("d", 9, 1);

        assertThat(ledger.size()).isEqualTo(3);
    }

    /** Neither does a flood of keys take memory, nor does it make those who are counted forgotten. */
    @Test
    void letsNewKeysShareACounterWhenThereAreTooMany() {
        assertThat(admitted("victim", 5, 9)).isEqualTo(5);
        int flood = 0;
        for (int i = 0; i < 1000; i++) {
            flood += admitted("k" + i, 5, 1);
        }

        assertThat(ledger.size()).isEqualTo(4);
        assertThat(flood).isEqualTo(2 + 5);
        assertThat(admitted("victim", 5, 9)).isZero();
    }

    @Test
    void freesPlacesWhereTheyWereCounted() {
        admitted("a", 5, 1);
        admitted("b", 5, 1);
        admitted("c", 5, 1);
        Standing shared =
                make(charge("d", Measure.CONCURRENT, 1, 1)).standings().get(0);
        assertThat(make(charge("e", Measure.CONCURRENT, 1, 1)).admitted()).isFalse();

        ledger.adjust(Measure.CONCURRENT, shared, -1);

        assertThat(make(charge("e", Measure.CONCURRENT, 1, 1)).admitted()).isTrue();
    }
}
