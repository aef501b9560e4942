package io.aigateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.kernel.Spender;
import io.aigateway.observe.LimitMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final Spender ANN = new Spender("i1", "ann", "saas", "k1", "chat");
    private static final Spender BOB = new Spender("i1", "bob", "self-managed", "k2", "proxy");
    private static final Spender ANN_OF_ANOTHER_INSTANCE = new Spender("i2", "ann", "saas", "k3", "chat");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private long millis = 1_700_000_000_000L;

    private Limits limits(String policy) {
        return of(policies(policy));
    }

    private Limits of(Policies policies) {
        Limits limits = Limits.here(1000, new LimitMetrics(meters), () -> millis);
        limits.replace(policies);
        return limits;
    }

    private static Policies policies(String policy) {
        return Policies.read("policies: [{name: p, " + policy + "}]", "limits.yaml");
    }

    private static Admission admit(Limits limits, Spender who) {
        return limits.admit(who).result();
    }

    private static boolean passes(Limits limits, Spender who) {
        return admit(limits, who).refusal() == null;
    }

    @Test
    void countsNothingWithoutAPolicy() {
        assertThat(Limits.none().any()).isFalse();
        assertThat(Limits.none().countsModels()).isFalse();
        assertThat(admit(Limits.none(), ANN)).isSameAs(Admission.FREE);
    }

    /** As from a node one release older: all callers behind it must not share one counter. */
    @Test
    void countsARequestThatNobodySaysAnythingOfOnlyWhereNobodyAsks() {
        assertThat(reserves(limits("key: user, tokens_per_minute: 1"), Spender.NOBODY, 2))
                .isEqualTo(2);
        assertThat(reserves(limits("key: model, tokens_per_minute: 1"), Spender.NOBODY, 2))
                .isEqualTo(1);
    }

    private static long reserves(Limits limits, Spender who, int tries) {
        return IntStream.range(0, tries)
                .filter(i -> limits.reserve(who, "m", 1, 1).succeeded())
                .count();
    }

    @Test
    void tellsUsersOfTwoInstancesApart() {
        Limits limits = limits("key: user, requests_per_minute: 1");

        assertThat(passes(limits, ANN)).isTrue();
        assertThat(passes(limits, ANN)).isFalse();
        assertThat(passes(limits, ANN_OF_ANOTHER_INSTANCE)).isTrue();
        assertThat(passes(limits, BOB)).isTrue();
    }

    @Test
    void countsTogetherWhatHasTheSameKey() {
        Limits limits = limits("key: instance, requests_per_minute: 2");

        assertThat(passes(limits, ANN)).isTrue();
        assertThat(passes(limits, BOB)).isTrue();
        assertThat(passes(limits, BOB)).isFalse();
        assertThat(passes(limits, ANN_OF_ANOTHER_INSTANCE)).isTrue();
    }

    @Test
    void countsOnlyThoseThatAPolicyIsFor() {
        Limits limits = limits("only: {realm: saas}, except: {instance: i2}, requests_per_minute: 1");

        assertThat(passes(limits, ANN)).isTrue();
        assertThat(passes(limits, ANN)).isFalse();
        assertThat(passes(limits, BOB)).isTrue();
        assertThat(passes(limits, BOB)).isTrue();
        assertThat(admit(limits, ANN_OF_ANOTHER_INSTANCE).quota()).isNull();
    }

    @Test
    void tellsWhatIsLeftOfTheTightestLimit() {
        Limits limits = of(Policies.read("""
                        policies:
                          - {name: wide, requests_per_minute: 100, concurrent: 1}
                          - {name: tight, key: user, requests_per_minute: 4}
                        """, "limits.yaml"));

        Admission.Quota quota = admit(limits, ANN).quota();

        assertThat(quota).isEqualTo(new Admission.Quota("tight", 4, 1, millis + 61_000));
        assertThat(quota.remaining()).isEqualTo(3);
    }

    @Test
    void saysWhyItRefusesAndForHowLong() {
        Limits limits = limits("requests_per_minute: 1");
        admit(limits, ANN);
        millis += 10_250;

        Admission refused = admit(limits, ANN);

        Failure refusal = refused.refusal();
        assertThat(refusal.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(refusal.retryAfterSeconds()).isEqualTo(51);
        assertThat(Limits.refused(refusal)).isTrue();
        assertThat(Limits.refused(Failure.of(Kind.RATE_LIMITED, "a provider's")))
                .isFalse();
        assertThat(meters.get("gateway_limit_refusals")
                        .tags("policy", "p", "measure", "requests_per_minute")
                        .counter()
                        .count())
                .isEqualTo(1);
        millis += 50_750;
        assertThat(passes(limits, ANN)).isTrue();
    }

    @Test
    void freesPlacesOnce() {
        Limits limits = limits("concurrent: 2");
        Admission first = admit(limits, ANN);
        assertThat(passes(limits, ANN)).isTrue();
        assertThat(admit(limits, ANN).refusal().retryAfterSeconds()).isEqualTo(1);

        first.leave();
        first.leave();

        assertThat(passes(limits, ANN)).isTrue();
        assertThat(passes(limits, ANN)).isFalse();
    }

    @Test
    void setsTokensAsideAndSettlesOnWhatWasUsed() {
        Limits limits = limits("key: user, tokens_per_minute: 100");
        TokenBill bill = limits.reserve(ANN, "m", 30, 50).result();
        assertThat(limits.reserve(ANN, "m", 10, 11).failed()).isTrue();
        assertThat(limits.reserve(BOB, "m", 10, 11).succeeded()).isTrue();

        bill.used(95);

        assertThat(passes(limits, ANN)).isTrue();
        assertThat(admit(limits, ANN).quota().remaining()).isEqualTo(5);
        limits.reserve(ANN, "m", 1, 0).result().used(1000);
        Admission refused = admit(limits, ANN);
        assertThat(refused.refusal().kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(refused.quota().remaining()).isZero();
    }

    @Test
    void paysForWhatWasWrittenBeforeItFailed() {
        Limits limits = limits("tokens_per_minute: 1000");
        TokenBill bill = limits.reserve(ANN, "m", 40, 500).result();
        bill.wrote(7);

        bill.failed(Failure.of(Kind.UPSTREAM_UNAVAILABLE, "cut"));

        assertThat(admit(limits, ANN).quota().used()).isEqualTo(47);
    }

    @Test
    void paysForWhatWasReadWhenTheCallerLeft() {
        Limits limits = limits("tokens_per_minute: 1000");

        limits.reserve(ANN, "m", 40, 500).result().failed(Failure.of(Kind.CANCELLED, "left"));

        assertThat(admit(limits, ANN).quota().used()).isEqualTo(40);
    }

    @Test
    void paysNothingForWhatAProviderRefused() {
        Limits limits = limits("tokens_per_minute: 1000");

        limits.reserve(ANN, "m", 40, 500).result().failed(Failure.of(Kind.UPSTREAM_REFUSED, "no"));

        assertThat(admit(limits, ANN).quota().used()).isZero();
    }

    /** Otherwise nobody could ask it, not even alone. */
    @Test
    void takesAQuestionThatIsLargerThanTheLimitForOneThatTakesAllOfIt() {
        Limits limits = limits("tokens_per_minute: 100");

        assertThat(limits.reserve(ANN, "m", 40, 500).succeeded()).isTrue();
        assertThat(limits.reserve(ANN, "m", 1, 0).failed()).isTrue();
    }

    @Test
    void countsByModelWhereTheModelIsAsked() {
        Limits limits = limits("key: [user, model], only: {model: [big]}, requests_per_minute: 1, concurrent: 1");
        assertThat(admit(limits, ANN)).isSameAs(Admission.FREE);

        assertThat(limits.reserve(ANN, "big", 1, 1).succeeded()).isTrue();
        var second = limits.reserve(ANN, "big", 1, 1);

        assertThat(FailureException.failureIn(second.cause()).kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(limits.reserve(ANN, "small", 1, 1).succeeded()).isTrue();
        assertThat(limits.reserve(BOB, "big", 1, 1).succeeded()).isTrue();
    }

    @Test
    void freesThePlaceAtAModelWhenTheBillIsSettled() {
        Limits limits = limits("key: model, concurrent: 1");
        TokenBill bill = limits.reserve(ANN, "m", 1, 1).result();
        assertThat(limits.reserve(ANN, "m", 1, 1).failed()).isTrue();

        bill.usedUncounted();

        assertThat(limits.reserve(ANN, "m", 1, 1).succeeded()).isTrue();
    }

    @Test
    void putsOtherPoliciesInForceAtOnceAndForgetsNothing() {
        Limits limits = limits("requests_per_minute: 5");
        passes(limits, ANN);
        passes(limits, ANN);

        limits.replace(policies("requests_per_minute: 3"));

        assertThat(passes(limits, ANN)).isTrue();
        assertThat(passes(limits, ANN)).isFalse();
        limits.replace(Policies.NONE);
        assertThat(admit(limits, ANN)).isSameAs(Admission.FREE);
    }

    @Test
    void keepsNoLongValues() {
        Limits limits = limits("key: user, requests_per_minute: 1");
        String user = "u".repeat(60_000);

        assertThat(passes(limits, new Spender("i", user + "1", "", "", "chat"))).isTrue();
        assertThat(passes(limits, new Spender("i", user + "1", "", "", "chat"))).isFalse();
        assertThat(passes(limits, new Spender("i", user + "2", "", "", "chat"))).isTrue();
    }
}
