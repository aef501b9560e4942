package io.aigateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.model.api.Clocks.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallClocksTest {
    private final List<Clock> ranOut = new ArrayList<>();
    private long now = -17; // Nanosecond clocks may be anywhere, below zero too.
    private long due;
    private @Nullable Runnable timer;
    private int timersSet;
    private final CallClocks clocks = new CallClocks(this::set, () -> now, ranOut::add);

    private Runnable set(long millis, Runnable action) {
        assertThat(timer).as("one timer at a time").isNull();
        timersSet++;
        due = now + TimeUnit.MILLISECONDS.toNanos(millis);
        timer = action;
        return () -> timer = null;
    }

    private void pass(long millis) {
        long end = now + TimeUnit.MILLISECONDS.toNanos(millis);
        while (timer != null && due <= end) {
            now = due;
            Runnable rings = timer;
            timer = null;
            rings.run();
        }
        now = end;
    }

    @Test
    void ringsWhenAPartTakesTooLong() {
        clocks.startTotal(1000);
        clocks.begin(Clock.FIRST_BYTE, 100);

        pass(99);
        assertThat(ranOut).isEmpty();
        pass(1);
        assertThat(ranOut).containsExactly(Clock.FIRST_BYTE);
        pass(5000);
        assertThat(ranOut).hasSize(1);
        assertThat(timer).isNull();
    }

    @Test
    void startsAnewWithEveryPart() {
        clocks.begin(Clock.FIRST_BYTE, 100);
        pass(90);
        clocks.begin(Clock.FIRST_TOKEN, 50);
        pass(49);
        clocks.begin(Clock.BETWEEN_TOKENS, 20);
        pass(19);
        clocks.again();
        pass(19);
        assertThat(ranOut).isEmpty();

        pass(1);
        assertThat(ranOut).containsExactly(Clock.BETWEEN_TOKENS);
    }

    @Test
    void endsTheWholeCallHoweverOftenItSaysSomething() {
        clocks.startTotal(1000);
        clocks.begin(Clock.BETWEEN_TOKENS, 100);
        for (int i = 0; i < 12; i++) {
            pass(90);
            clocks.again();
        }

        assertThat(ranOut).containsExactly(Clock.TOTAL);
    }

    @Test
    void standsStillWhileTheReaderIsBehind() {
        clocks.startTotal(10_000);
        clocks.begin(Clock.BETWEEN_TOKENS, 100);
        pass(50);
        clocks.pause();
        pass(5000);
        clocks.resume();
        pass(99);
        assertThat(ranOut).isEmpty();

        pass(1);
        assertThat(ranOut).containsExactly(Clock.BETWEEN_TOKENS);
    }

    @Test
    void saysNothingOnceTheCallIsOver() {
        clocks.startTotal(100);
        clocks.begin(Clock.FIRST_BYTE, 100);
        clocks.stop();
        clocks.again();
        pass(1000);

        assertThat(ranOut).isEmpty();
        assertThat(timer).isNull();
    }

    @Test
    void setsNoTimerForEveryToken() {
        clocks.startTotal(3_600_000);
        clocks.begin(Clock.BETWEEN_TOKENS, 1000);
        for (int i = 0; i < 10_000; i++) {
            pass(1);
            clocks.again();
        }

        assertThat(ranOut).isEmpty();
        assertThat(timersSet).isLessThan(15);
    }
}
