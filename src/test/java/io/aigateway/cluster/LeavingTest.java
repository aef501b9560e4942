package io.aigateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.testkit.OnLoop;
import io.vertx.core.Completable;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LeavingTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(1);

    private final AtomicInteger cuts = new AtomicInteger();
    private final Promise<Void> left = Promise.promise();

    @Test
    void tellsThatTheClusterWasLeft() {
        Leaving.within(NEVER, Completable::succeed, cuts::incrementAndGet, left);

        OnLoop.await(left.future());
        assertThat(cuts).hasValue(0);
    }

    @Test
    void tellsWhatWentWrong() {
        Leaving.within(NEVER, done -> done.fail("gone"), cuts::incrementAndGet, left);

        assertThat(left.future().cause()).hasMessage("gone");
        assertThat(cuts).hasValue(0);
    }

    @Test
    void leavesWithoutOrderWhenThatTakesTooLong() {
        var order = new AtomicReference<Completable<Void>>();

        Leaving.within(SOON, order::set, cuts::incrementAndGet, left);

        OnLoop.await(left.future());
        assertThat(cuts).hasValue(1);
        order.get().fail("no longer active"); // Too late: nobody hears it twice.
        assertThat(left.future().succeeded()).isTrue();
    }

    @Test
    void waitsNoLongerWhenEvenThatFails() {
        Leaving.within(
                SOON,
                done -> {},
                () -> {
                    throw new IllegalStateException("no longer active");
                },
                left);

        OnLoop.await(left.future());
    }
}
