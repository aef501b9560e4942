package io.aigateway.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.model.api.ModelAsked.Origin;
import io.aigateway.model.api.ModelInput;
import io.aigateway.model.api.Parameters;
import io.aigateway.model.api.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AttemptsTest {
    private static final Target A = Target.of("a", "m");
    private static final Target B = Target.of("b", "m");
    private static final Target C = Target.of("c", "m");

    private final AtomicLong now = new AtomicLong();
    private final Targets known = new Targets(0.1, now::get);
    private final Random random = new Random(7);

    private Attempts attempts(TargetGroup... groups) {
        var question = new Question(
                "m",
                List.of(groups),
                false,
                new ModelInput.Completion("x", null),
                new Parameters(null, null, null, 1, List.of(), 1000),
                true,
                Origin.PROMPT);
        return new Attempts(question, known, random);
    }

    private static List<Target> all(Attempts attempts) {
        var targets = new ArrayList<Target>();
        for (Target target = attempts.next(); target != null; target = attempts.next()) {
            targets.add(target);
        }
        return targets;
    }

    @Test
    void takesGroupsInTheirOrder() {
        assertThat(all(attempts(TargetGroup.of(A), TargetGroup.of(B), TargetGroup.of(C))))
                .containsExactly(A, B, C);
    }

    @Test
    void triesEveryTargetOnce() {
        assertThat(all(attempts(new TargetGroup(List.of(A, B, C), List.of(5, 1, 1)))))
                .containsExactlyInAnyOrder(A, B, C);
    }

    @Test
    void drawsByWeight() {
        long a = IntStream.range(0, 10_000)
                .filter(i -> A.equals(
                        attempts(new TargetGroup(List.of(A, B), List.of(3, 1))).next()))
                .count();

        // Both are drawn, in an order that depends on the weights, and equally loaded: the first one drawn is taken.
        assertThat(a).isBetween(7300L, 7700L);
    }

    @Test
    void takesTheLessLoadedOfTwo() {
        known.state(A).load().answered(TimeUnit.MILLISECONDS.toNanos(900));
        known.state(B).load().answered(TimeUnit.MILLISECONDS.toNanos(100));

        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> attempts(new TargetGroup(List.of(A, B), List.of(1, 1)))
                                .next()))
                .containsOnly(B);
    }

    @Test
    void letsATargetRestThatAsksForAPause() {
        known.failed(A, Failure.upstream(Kind.RATE_LIMITED, "x", 429, 5));

        assertThat(all(attempts(TargetGroup.of(A), TargetGroup.of(B)))).containsExactly(B, A);
        now.addAndGet(TimeUnit.SECONDS.toNanos(6));
        assertThat(all(attempts(TargetGroup.of(A), TargetGroup.of(B)))).containsExactly(A, B);
    }

    @Test
    void asksATargetThatRestsWhenThereIsNoOther() {
        known.failed(A, Failure.upstream(Kind.RATE_LIMITED, "x", 429, 3600));

        assertThat(all(attempts(TargetGroup.of(A)))).containsExactly(A);
        now.addAndGet(TimeUnit.SECONDS.toNanos(61));
        assertThat(known.rests(A)).as("nobody rests for longer than a minute").isFalse();
    }

    private void breakDown(Target target, int times) {
        IntStream.range(0, times).forEach(i -> {
            known.state(target).begin();
            known.state(target).broke(TimeUnit.SECONDS.toNanos(1));
        });
    }

    @Test
    void letsATargetRestThatBreaksDownAgainAndAgain() {
        breakDown(A, 2);
        known.state(A).answered(1);
        breakDown(A, 2);
        assertThat(known.rests(A)).as("not in a row").isFalse();

        breakDown(A, 1);

        assertThat(all(attempts(TargetGroup.of(A), TargetGroup.of(B)))).containsExactly(B, A);
    }

    @Test
    void triesATargetWithOneCallAfterItsRest() {
        breakDown(A, 3);
        now.addAndGet(TimeUnit.SECONDS.toNanos(6));
        assertThat(known.rests(A)).isFalse();

        known.state(A).begin();
        assertThat(known.rests(A)).as("the call is under way").isTrue();
        known.state(A).broke(1);
        assertThat(known.rests(A)).isTrue();

        now.addAndGet(TimeUnit.SECONDS.toNanos(6));
        known.state(A).begin();
        known.state(A).answered(1);
        assertThat(known.rests(A)).isFalse();
    }

    @Test
    void restsNoLongerForCallsThatBeganBefore() {
        breakDown(A, 3);
        now.addAndGet(TimeUnit.SECONDS.toNanos(4));

        known.state(A).broke(TimeUnit.SECONDS.toNanos(5));

        now.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertThat(known.rests(A)).isFalse();
    }

    @Test
    void lettingAKeyRestLeavesTheOthersOfItsProvider() {
        known.failed(A, Failure.upstream(Kind.RATE_LIMITED, "x", 429, 5));

        assertThat(known.rests(A)).isTrue();
        assertThat(known.rests(A.withKey(1))).isFalse();
    }

    @Test
    void endsAfterEightTargets() {
        List<Target> many =
                IntStream.range(0, 20).mapToObj(i -> Target.of("p" + i, "m")).toList();
        var attempts = attempts(new TargetGroup(many, many.stream().map(i -> 1).toList()));

        assertThat(all(attempts)).hasSize(8);
        assertThat(attempts.hasNext()).isFalse();
    }

    @Test
    void tellsWhatTheFirstTargetSaid() {
        Attempts attempts = attempts(TargetGroup.of(A), TargetGroup.of(B));
        attempts.failed(A, Failure.upstream(Kind.RATE_LIMITED, "pause", 429, 5));
        attempts.failed(B, Failure.of(Kind.UNSERVED, "nobody"));

        assertThat(attempts.failure().detail()).isEqualTo("pause");
        assertThat(attempts.reasons()).containsExactly("a RATE_LIMITED 429", "b UNSERVED");
    }

    @Test
    void tellsMoreThanThatATargetIsNotSetUp() {
        Attempts attempts = attempts(TargetGroup.of(A), TargetGroup.of(B));
        attempts.failed(A, Failure.of(Kind.UNSERVED, "nobody"));
        attempts.failed(B, Failure.upstream(Kind.UPSTREAM_UNAVAILABLE, "down", 503, 0));

        assertThat(attempts.failure().detail()).isEqualTo("down");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void triesAnotherTargetForWhatAnotherCanDoBetter(Kind kind) {
        boolean expected = switch (kind) {
            case UPSTREAM_UNAVAILABLE, RATE_LIMITED, TIMED_OUT, OVERLOADED, UNSERVED -> true;
            default -> false;
        };

        assertThat(Attempts.isWorthAnother(Failure.of(kind, "x"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"400, false", "401, true", "403, true", "404, true", "413, false", "422, false", "429, true"})
    void triesAnotherTargetWhenOneIsSetUpWrong(int status, boolean another) {
        assertThat(Attempts.isWorthAnother(Failure.upstream(Kind.UPSTREAM_REFUSED, "x", status, 0)))
                .isEqualTo(another);
    }
}
