package io.aigateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.limit.TestCluster.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Three nodes that count together. A {@link TestCluster} stands for the network between them. */
class SharedCountersTest {
    private static final int LIMIT = 90;

    private final TestCluster cluster = new TestCluster("a", "b", "c");

    private static Charge charge(String key, Measure measure, long limit, long amount, OwnerLost ownerLost) {
        return new Charge("policy\n" + measure.word() + "\n" + key, measure, limit, amount, ownerLost);
    }

    private static Charge request(OwnerLost ownerLost) {
        return charge("k", Measure.REQUESTS, LIMIT, 1, ownerLost);
    }

    private static Charge place(long limit) {
        return charge("k", Measure.CONCURRENT, limit, 1, OwnerLost.STRICT);
    }

    private static Charge tokens(long amount) {
        return charge("k", Measure.TOKENS, 100, amount, OwnerLost.STRICT);
    }

    private int pass(Charge charge, int tries, Node... nodes) {
        return List.of(nodes).stream()
                .mapToInt(node -> node.pass(charge, tries))
                .sum();
    }

    private Node node(String name) {
        return cluster.node(name);
    }

    @Test
    void admitsExactlyTheLimitWhereverItIsAskedFor() {
        assertThat(pass(request(OwnerLost.STRICT), 40, node("a"), node("b"), node("c")))
                .isEqualTo(LIMIT);
    }

    @Test
    void sharesTheKeysAmongTheNodes() {
        var owners = new HashSet<Node>();
        IntStream.range(0, 50)
                .forEach(i -> owners.add(cluster.owner(charge("k" + i, Measure.REQUESTS, 1, 1, OwnerLost.STRICT))));

        assertThat(owners).hasSize(3);
    }

    @Test
    void takesBackWhatStandsAtOneNodeWhenAnotherRefuses() {
        Charge wide = charge("w", Measure.REQUESTS, LIMIT, 1, OwnerLost.STRICT);
        Charge tight = IntStream.range(0, 50)
                .mapToObj(i -> charge("t" + i, Measure.REQUESTS, 1, 1, OwnerLost.STRICT))
                .filter(charge -> cluster.owner(charge) != cluster.owner(wide))
                .findFirst()
                .orElseThrow();
        assertThat(node("a").charge(wide, tight).admitted()).isTrue();

        for (int i = 0; i < 10; i++) {
            assertThat(node("a").charge(wide, tight).refused()).isEqualTo(1);
        }

        cluster.tell();
        assertThat(node("b").charge(wide).standings().get(0).used()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(OwnerLost.class)
    void forgetsNothingWhenTheNodeThatCountsDies(OwnerLost ownerLost) {
        Charge charge = request(ownerLost);
        Node owner = cluster.owner(charge);
        pass(
                charge,
                20,
                owner,
                cluster.others(charge).get(0),
                cluster.others(charge).get(1));
        cluster.tell();

        cluster.kill(owner);
        cluster.notice(owner);

        List<Node> left = cluster.others(charge);
        assertThat(pass(charge, 40, cluster.owner(charge), left.get(0))).isEqualTo(LIMIT - 60);
    }

    /** What the dead node let its own clients pass in the last moments nobody else knows. */
    @Test
    void forgetsOfADeadNodeOnlyWhatItHadNotToldYet() {
        Charge charge = request(OwnerLost.STRICT);
        Node owner = cluster.owner(charge);
        owner.pass(charge, 20);
        cluster.tell();
        owner.pass(charge, 5);

        cluster.kill(owner);
        cluster.notice(owner);

        assertThat(pass(
                        charge,
                        100,
                        cluster.owner(charge),
                        cluster.others(charge).get(0)))
                .isEqualTo(LIMIT - 20);
    }

    @Test
    void lookForTheNextNodeWhileNobodyHasNoticedThatOneIsGone() {
        Charge charge = request(OwnerLost.STRICT);
        Node owner = cluster.owner(charge);
        Node other = cluster.others(charge).get(0);
        cluster.kill(owner);
        other.meanwhile(() -> cluster.notice(owner));

        assertThat(other.charge(charge).admitted()).isTrue();
    }

    @Test
    void letsNothingPassWhenStrictWhileTheOwnerCannotBeAsked() {
        Charge charge = request(OwnerLost.STRICT);
        cluster.kill(cluster.owner(charge));

        Outcome outcome = cluster.others(charge).get(0).charge(charge);

        assertThat(outcome.admitted()).isFalse();
        assertThat(outcome.unknown()).isTrue();
    }

    @Test
    void letsEveryNodePassItsShareWhenBoundedWhileTheOwnerCannotBeAsked() {
        Charge charge = request(OwnerLost.BOUNDED);
        List<Node> others = cluster.others(charge);
        others.get(0).pass(charge, 10);
        cluster.kill(cluster.owner(charge));

        assertThat(others.get(0).pass(charge, 50)).isEqualTo(LIMIT / 3 - 10);
        assertThat(others.get(1).pass(charge, 50)).isEqualTo(LIMIT / 3);
    }

    @Test
    void letsEverythingPassWhenOpenAndCountsIt() {
        Charge charge = request(OwnerLost.OPEN);
        Node owner = cluster.owner(charge);
        List<Node> others = cluster.others(charge);
        cluster.kill(owner);

        assertThat(pass(charge, 100, others.get(0), others.get(1))).isEqualTo(200);

        cluster.notice(owner);
        assertThat(pass(charge, 1, others.get(0), others.get(1))).isZero();
    }

    @Test
    void doesNotAskANodeThatIsSilentAgainAndAgain() {
        Charge charge = request(OwnerLost.OPEN);
        Node other = cluster.others(charge).get(0);
        cluster.freeze(cluster.owner(charge));

        assertThat(other.pass(charge, 20)).isEqualTo(20);

        assertThat(other.views.now().sinceMillis()).isPositive();
        assertThat(cluster.waited()).isLessThan(1_000);
    }

    /** It takes itself for the one that counts, as before; the others have gone on without it. */
    @Test
    void letsNothingTooMuchPassWhenANodeThatStoodStillGoesOn() {
        Charge charge = request(OwnerLost.STRICT);
        Node frozen = cluster.owner(charge);
        List<Node> others = cluster.others(charge);
        assertThat(pass(charge, 10, frozen, others.get(0), others.get(1))).isEqualTo(30);
        cluster.tell();
        cluster.freeze(frozen);
        cluster.notice(frozen);
        assertThat(pass(charge, 20, others.get(0), others.get(1))).isEqualTo(40);
        cluster.passInSteps(5_000);

        cluster.thaw(frozen);

        assertThat(frozen.pass(charge, 50))
                .as("the others do not agree that it counts")
                .isZero();
        cluster.seeAgain(frozen);
        assertThat(pass(charge, 50, frozen, others.get(0), others.get(1))).isEqualTo(LIMIT - 70);
    }

    @Test
    void forgetsNothingWhenANodeComes() {
        var charges = IntStream.range(0, 30)
                .mapToObj(i -> charge("k" + i, Measure.REQUESTS, LIMIT, 1, OwnerLost.STRICT))
                .toList();
        charges.forEach(charge -> pass(charge, 20, node("a"), node("b"), node("c")));

        cluster.add("d");

        assertThat(charges.stream().filter(charge -> cluster.owner(charge) == node("d")))
                .isNotEmpty();
        charges.forEach(charge -> node("a").pass(charge, 1));
        cluster.tell();
        for (Charge charge : charges) {
            assertThat(1 + pass(charge, 20, node("a"), node("b"), node("c"), node("d")))
                    .isEqualTo(LIMIT - 60);
        }
    }

    @Test
    void forgetsNothingWhenANodeLeaves() {
        Charge charge = request(OwnerLost.STRICT);
        Node owner = cluster.owner(charge);
        pass(charge, 20, node("a"), node("b"), node("c"));

        cluster.leave(owner);
        assertThat(owner.pass(charge, 5)).as("it still serves whoever asks it").isEqualTo(5);
        cluster.tell();
        cluster.kill(owner);
        cluster.notice(owner);

        assertThat(pass(
                        charge,
                        50,
                        cluster.owner(charge),
                        cluster.others(charge).get(0)))
                .isEqualTo(LIMIT - 65);
    }

    @Test
    void countsPlacesUntilTheyAreFree() {
        Node other = cluster.others(place(3)).get(0);
        Outcome first = other.charge(place(3));
        assertThat(pass(place(3), 5, node("a"), node("b"), node("c"))).isEqualTo(2);

        other.adjust(place(3), first.standings().get(0), -1);
        cluster.tell();

        assertThat(pass(place(3), 5, node("a"), node("b"), node("c"))).isEqualTo(1);
    }

    @Test
    void freesThePlacesOfADeadNode() {
        Node other = cluster.others(place(3)).get(0);
        assertThat(other.pass(place(3), 5)).isEqualTo(3);
        Node owner = cluster.owner(place(3));
        assertThat(owner.pass(place(3), 5)).isZero();

        cluster.kill(other);
        cluster.notice(other);
        cluster.renew();

        assertThat(owner.pass(place(3), 5)).isEqualTo(3);
    }

    @Test
    void keepsPlacesThatAreHeldForLong() {
        Node other = cluster.others(place(3)).get(0);
        other.pass(place(3), 3);
        for (int i = 0; i < 20; i++) {
            cluster.passInSteps(5_000);
            cluster.renew();
        }

        assertThat(pass(place(3), 5, node("a"), node("b"), node("c"))).isZero();
    }

    @Test
    void settlesTokensWhereTheyAreCounted() {
        Node other = cluster.others(tokens(80)).get(0);
        Standing aside = other.charge(tokens(80)).standings().get(0);
        assertThat(cluster.owner(tokens(30)).charge(tokens(30)).admitted()).isFalse();

        other.adjust(tokens(80), aside, 20 - 80);
        cluster.tell();

        assertThat(cluster.owner(tokens(30)).charge(tokens(80)).admitted()).isTrue();
        assertThat(cluster.owner(tokens(30)).charge(tokens(1)).admitted()).isFalse();
    }

    @Test
    void forgetsAMinuteLater() {
        Charge charge = request(OwnerLost.STRICT);
        pass(charge, 40, node("a"), node("b"), node("c"));

        cluster.passInSteps(62_000);

        assertThat(pass(charge, 40, node("a"), node("b"), node("c"))).isEqualTo(LIMIT);
    }

    /** Whatever comes and goes: a strict policy lets no more pass than its limit and what dead nodes had not told. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void staysWithinItsBoundWhateverComesAndGoes(long seed) {
        var random = new Random(seed);
        Charge charge = charge("k", Measure.REQUESTS, 1000, 1, OwnerLost.STRICT);
        int untold = 0;
        for (int step = 0; step < 60; step++) {
            for (Node node : cluster.all()) {
                node.pass(charge, node.dead || node.frozen ? 0 : random.nextInt(60));
            }
            if (random.nextInt(4) != 0) {
                cluster.tell();
            }
            untold += cluster.change(random);
        }

        assertThat(cluster.mostInAMinute()).isBetween(900L, 1000L + untold);
    }
}
