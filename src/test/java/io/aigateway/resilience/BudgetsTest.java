package io.aigateway.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetsTest {
    private static long spent(ShareBudget budget, int tries) {
        return IntStream.range(0, tries).filter(i -> budget.spend()).count();
    }

    @Test
    void letsExtraWorkBeAShareOfTheOrdinary() {
        var budget = new ShareBudget(0.1, 5);

        assertThat(spent(budget, 100)).isEqualTo(5);
        IntStream.range(0, 100).forEach(i -> budget.earn());
        assertThat(spent(budget, 100)).as("no more is saved than the reserve").isEqualTo(5);

        long repeated = IntStream.range(0, 1000)
                .filter(i -> {
                    budget.earn();
                    return budget.spend();
                })
                .count();
        assertThat(repeated).isBetween(98L, 101L);
    }

    @Test
    void givesBackWhatWasNotUsed() {
        var budget = new ShareBudget(0, 1);
        assertThat(budget.spend()).as("a share of nothing").isFalse();

        var one = new ShareBudget(0.01, 1);
        assertThat(one.spend()).isTrue();
        one.giveBack();
        assertThat(one.spend()).isTrue();
        assertThat(one.spend()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0.0, 0",
        "1, 0, 0.5, 50",
        "2, 0, 0.5, 100",
        "3, 0, 0.5, 200",
        "9, 0, 0.5, 2500",
        "99, 0, 0.999, 4995",
        "1, 2, 0.5, 2000",
        "1, 5, 0.0, 5000",
        "1, 6, 0.0, -1"
    })
    void waitsAnythingUpToABoundThatDoubles(int repetition, long asked, double random, long millis) {
        assertThat(new Backoff(100, 5000, () -> random).waitMillis(repetition, asked))
                .isEqualTo(millis);
    }

    @Test
    void learnsBelowWhichDurationMostStay() {
        var durations = new Durations(0.95);
        IntStream.range(0, 19).forEach(i -> durations.add(1000));
        assertThat(durations.quantileNanos()).as("too little is known").isNegative();

        IntStream.rangeClosed(1, 1000).forEach(i -> durations.add(i));

        assertThat(durations.quantileNanos()).as("of the last 256").isBetween(970L, 990L);
    }

    @Test
    void estimatesHowLoadedATargetIs() {
        var now = new AtomicLong();
        var quick = new Load(now::get);
        var slow = new Load(now::get);
        double unknown = quick.cost();

        quick.answered(100_000_000);
        slow.answered(400_000_000);
        assertThat(unknown).isLessThan(quick.cost());
        assertThat(quick.cost()).isLessThan(slow.cost());

        IntStream.range(0, 5).forEach(i -> quick.begin());
        assertThat(quick.cost()).as("many calls under way").isGreaterThan(slow.cost());
        IntStream.range(0, 5).forEach(i -> quick.end());
        assertThat(quick.underWay()).isZero();

        quick.answered(900_000_000);
        assertThat(quick.cost()).as("a slow answer counts at once").isGreaterThan(slow.cost());
        now.addAndGet(60_000_000_000L);
        assertThat(quick.cost())
                .as("forgotten after a minute, so that it is tried again")
                .isLessThan(10_000_000);
    }

    @Test
    void takesWhatFailsForSlowHoweverQuicklyItDoes() {
        var now = new AtomicLong();
        var failing = new Load(now::get);
        var slow = new Load(now::get);
        failing.answered(50_000_000);
        slow.answered(200_000_000);

        failing.failed(1_000_000);

        assertThat(failing.cost()).isGreaterThan(slow.cost());
        now.addAndGet(20_000_000_000L);
        slow.answered(200_000_000);
        assertThat(failing.cost()).as("tried again after a while").isLessThan(slow.cost());
    }

    @Test
    void remembersThatItWasOutrun() {
        var now = new AtomicLong();
        var load = new Load(now::get);
        load.answered(50_000_000);
        double before = load.cost();

        load.outrun(10_000_000);
        assertThat(load.cost()).as("less than it usually takes says nothing").isEqualTo(before);

        load.outrun(100_000_000);
        assertThat(load.cost()).isGreaterThan(before);
    }

    @Test
    void findsOutWhatTheOtherSideCanDo() {
        var limit = new GradientLimit(20, 1, 100);
        IntStream.range(0, 200).forEach(i -> limit.learn(1_000_000, limit.now(), false));
        assertThat(limit.now()).as("grows while nothing gets slower").isEqualTo(100);

        IntStream.range(0, 50).forEach(i -> limit.learn(20_000_000, limit.now(), false));
        assertThat(limit.now()).as("shrinks when answers take longer").isLessThan(60);

        var overloaded = new GradientLimit(20, 1, 100);
        overloaded.learn(1, 1, true);
        assertThat(overloaded.now()).isEqualTo(18);
        IntStream.range(0, 200).forEach(i -> overloaded.learn(1, 1, true));
        assertThat(overloaded.now()).isEqualTo(1);
    }

    @Test
    void learnsNothingAboutALimitThatNobodyComesNear() {
        var limit = new GradientLimit(20, 1, 100);

        IntStream.range(0, 500).forEach(i -> limit.learn(1_000_000, 2, false));

        assertThat(limit.now()).isEqualTo(20);
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        assertThatThrownBy(() -> new GradientLimit(5, 6, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConcurrencyLimit.fixed(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ShareBudget(1.1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
