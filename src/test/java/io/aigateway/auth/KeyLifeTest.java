package io.aigateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.testkit.FakeIssuer;
import io.aigateway.testkit.FakeIssuer.Mood;
import io.aigateway.testkit.FakeToken;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.TestKeys;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How keys come, change and go, and what happens while their issuer does not answer. */
class KeyLifeTest {
    private static final Failure FORBIDDEN = Failure.of(Kind.UNAUTHENTICATED, "Forbidden by auth provider");
    private static final Duration LONG = Duration.ofDays(30);

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    /** A token that outlives every test. */
    private FakeToken token() {
        return bench.gitlab.token().expiresIn(LONG);
    }

    private static void assertAccepted(Identity identity) {
        assertThat(identity.realm()).isEqualTo("self-managed");
    }

    @Test
    void fetchesTheKeysOnce() {
        for (int i = 0; i < 5; i++) {
            assertAccepted(bench.accepted(token().sign()));
        }

        assertThat(bench.gitlab.discoveryFetches()).isEqualTo(1);
        assertThat(bench.gitlab.keyFetches()).isEqualTo(1);
        assertThat(bench.portal.discoveryFetches()).isZero();
    }

    @Test
    void warmsUpAllIssuersBeforeTheFirstRequest() {
        OnLoop.await(bench.authenticator().warmUp());

        assertThat(bench.gitlab.keyFetches()).isEqualTo(1);
        assertThat(bench.portal.keyFetches()).isEqualTo(1);
        assertThat(bench.authenticator().hasKeys()).isTrue();
    }

    @Test
    void sharesTheFirstFetchAmongAllWhoWaitForIt() {
        bench.gitlab.mood(Mood.SLOW);
        var authenticator = bench.authenticator();
        var all = IntStream.range(0, 50)
                .mapToObj(i -> authenticator.authenticate(Bench.with(token().sign())))
                .toList();
        OnLoop.until("the fetch arrives", () -> bench.gitlab.discoveryFetches() > 0);
        assertThat(all).noneMatch(Future::isComplete);

        bench.gitlab.mood(Mood.WELL);

        OnLoop.await(Future.all(all));
        assertThat(bench.gitlab.keyFetches()).isEqualTo(1);
    }

    @Test
    void answersOnTheThreadOfTheCallerAlsoWhenAnotherStartedTheFetch() {
        bench.gitlab.mood(Mood.SLOW);
        var authenticator = bench.authenticator();
        var starter = OnLoop.of(bench.vertx).call(() -> authenticator.authenticate(Bench.with(token().sign())));
        var sameContext = OnLoop.of(bench.vertx).call(() -> {
            Context context = Vertx.currentContext();
            return authenticator
                    .authenticate(Bench.with(token().sign()))
                    .map(identity -> Vertx.currentContext() == context);
        });

        bench.gitlab.mood(Mood.WELL);

        assertAccepted(OnLoop.await(starter));
        assertThat(OnLoop.await(sameContext)).isTrue();
    }

    @Test
    void findsARotatedKeyWithOneFetchForAllWhoNeedIt() {
        bench.accepted(token().sign());
        bench.gitlab.rotate();
        var authenticator = bench.authenticator();

        var all = IntStream.range(0, 50)
                .mapToObj(i -> authenticator.authenticate(Bench.with(token().sign())))
                .toList();

        OnLoop.await(Future.all(all));
        assertThat(bench.gitlab.keyFetches()).isEqualTo(2);
    }

    @Test
    void findsARotatedKeyAlsoForTokensThatNameNone() {
        bench.accepted(token().sign());
        bench.gitlab.rotate();

        assertAccepted(bench.accepted(token().withoutKeyId().sign()));
    }

    @Test
    void asksForAnUnknownKeyOnceAMinute() {
        bench.accepted(token().sign());

        for (int i = 0; i < 5; i++) {
            assertThat(bench.refused(token().keyId("unknown-" + i).sign())).isEqualTo(FORBIDDEN);
        }
        assertThat(bench.gitlab.keyFetches()).isEqualTo(2);

        bench.clock.advance(KeySource.UNKNOWN_KEY_PAUSE);
        assertThat(bench.refused(token().keyId("unknown").sign())).isEqualTo(FORBIDDEN);
        assertThat(bench.gitlab.keyFetches()).isEqualTo(3);
    }

    @Test
    void asksLessOftenForAnUnknownKeyWhenTheIssuerDoesNotAnswer() {
        bench.accepted(token().sign());
        bench.gitlab.mood(Mood.BROKEN);
        bench.refused(token().keyId("unknown-1").sign());
        assertThat(bench.gitlab.discoveryFetches()).isEqualTo(2);

        bench.clock.advance(KeySource.UNKNOWN_KEY_PAUSE);
        assertThat(bench.refused(token().keyId("unknown-2").sign())).isEqualTo(FORBIDDEN);

        // The one that is left over is the failed fetch, which is repeated whoever asks.
        assertThat(bench.gitlab.discoveryFetches()).isEqualTo(3);
        assertAccepted(bench.accepted(token().sign()));
    }

    @Test
    void triesEveryKeyForATokenThatNamesNone() {
        bench.gitlab
                .withdrawAll()
                .publish("small", TestKeys.pair(5))
                .publish("large", TestKeys.pair(6, 3072))
                .publish(null, TestKeys.pair(7))
                .publish("same", TestKeys.pair(8))
                .publish("same", TestKeys.pair(9));

        for (int key : new int[] {5, 7, 8, 9}) {
            assertAccepted(bench.accepted(
                    token().withoutKeyId().signedWith(TestKeys.pair(key)).sign()));
        }
        assertAccepted(bench.accepted(
                token().withoutKeyId().signedWith(TestKeys.pair(6, 3072)).sign()));
        assertAccepted(bench.accepted(
                token().keyId("same").signedWith(TestKeys.pair(8)).sign()));
        assertAccepted(bench.accepted(
                token().keyId("other").signedWith(TestKeys.pair(7)).sign()));
    }

    @Test
    void stopsAcceptingAWithdrawnKeyAsSoonAsItIsKnown() {
        String old = token().sign();
        bench.accepted(old);
        bench.gitlab.rotate();
        bench.accepted(token().sign());

        assertThat(bench.refused(old)).isEqualTo(FORBIDDEN);
    }

    @Test
    void stopsAcceptingAWithdrawnKeyWithinADay() {
        String old = token().sign();
        bench.accepted(old);
        bench.gitlab.rotate();

        bench.clock.advance(KeySource.STALE_AFTER);

        assertThat(bench.refused(old)).isEqualTo(FORBIDDEN);
    }

    @Test
    void refreshesInTheBackgroundBeforeTheKeysAreStale() {
        bench.accepted(token().sign());
        bench.gitlab.mood(Mood.SLOW);

        bench.clock.advance(KeySource.REFRESH_AFTER);

        assertAccepted(bench.accepted(token().sign()));
        OnLoop.until("the refresh arrives", () -> bench.gitlab.discoveryFetches() == 2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"BROKEN", "GONE", "GARBAGE", "HUGE", "REDIRECTING"})
    void goesOnWithTheKeysItHasWhenARefreshFails(Mood mood) {
        bench.accepted(token().sign());
        bench.gitlab.mood(mood);

        bench.clock.advance(KeySource.STALE_AFTER.multipliedBy(3));

        assertAccepted(bench.accepted(token().sign()));
        assertThat(bench.gitlab.keyFetches()).isEqualTo(1);
    }

    @Test
    void makesNobodyWaitForAnIssuerThatFailedAndIsSlow() {
        bench.accepted(token().sign());
        bench.gitlab.mood(Mood.BROKEN);
        bench.clock.advance(KeySource.STALE_AFTER.multipliedBy(3));
        bench.accepted(token().sign());
        bench.gitlab.mood(Mood.SLOW);
        bench.clock.advance(Duration.ofMinutes(5));

        // The patience of the bench is longer than the test's.
        for (int i = 0; i < 20; i++) {
            assertAccepted(bench.accepted(token().sign()));
        }

        OnLoop.until("the next fetch arrives", () -> bench.gitlab.discoveryFetches() == 3);
        assertThat(bench.gitlab.discoveryFetches()).isEqualTo(3);
    }

    @Test
    void goesOnWithTheKeysItHasWhenASlowIssuerTakesLongerThanARequestMay() {
        bench.patience(Duration.ofMillis(100));
        bench.accepted(token().sign());
        bench.gitlab.mood(Mood.SLOW);

        bench.clock.advance(KeySource.STALE_AFTER.multipliedBy(3));

        assertAccepted(bench.accepted(token().sign()));
    }

    @Test
    void believesAnIssuerThatWithdrawsAllItsKeys() {
        String old = token().sign();
        bench.accepted(old);
        bench.gitlab.withdrawAll();

        bench.clock.advance(KeySource.STALE_AFTER);

        assertThat(bench.refused(old).kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"BROKEN", "GONE", "GARBAGE", "HUGE", "REDIRECTING"})
    void saysThatThereAreNoKeysRatherThanThatTheTokenIsWrong(Mood mood) {
        bench.gitlab.mood(mood);

        assertThat(bench.refused(token().sign()).kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
        assertThat(bench.authenticator().hasKeys()).isFalse();
    }

    @Test
    void saysSoAlsoWhenNobodyListens() {
        bench.gitlabAt(URI.create("http://localhost:1"));

        assertThat(bench.refused(token().issuer("http://localhost:1").sign()).kind())
                .isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void doesNotWaitLongerForASlowIssuerThanARequestMay() {
        bench.patience(Duration.ofMillis(100)).gitlab.mood(Mood.SLOW);

        assertThat(bench.refused(token().sign()).kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void letsOnlySoManyRequestsWait() {
        bench.gitlab.mood(Mood.SLOW);
        var authenticator = bench.authenticator();
        String token = token().sign();
        var waiting = IntStream.range(0, KeyRing.MAX_WAITING)
                .mapToObj(i -> authenticator.authenticate(Bench.with(token)))
                .toList();

        assertThat(bench.refused(token).kind()).isEqualTo(Kind.OVERLOADED);

        bench.gitlab.mood(Mood.WELL);
        OnLoop.await(Future.all(waiting));
        bench.gitlab.rotate();
        assertAccepted(bench.accepted(token().sign()));
    }

    @Test
    void startsWhenTheIssuerDoes() {
        bench.gitlab.mood(Mood.GONE);
        bench.refused(token().sign());
        bench.gitlab.mood(Mood.WELL);

        bench.clock.advance(Duration.ofSeconds(1));

        assertAccepted(bench.accepted(token().sign()));
    }

    @Test
    void asksABrokenIssuerLessAndLessOften() {
        bench.gitlab.mood(Mood.BROKEN);
        bench.portal.mood(Mood.BROKEN);

        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
            int before = bench.gitlab.discoveryFetches();
            for (int i = 0; i < 3; i++) {
                bench.refused(token().sign());
            }
            assertThat(bench.gitlab.discoveryFetches()).isEqualTo(before + 1);
            bench.clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
            bench.refused(token().sign());
            assertThat(bench.gitlab.discoveryFetches()).isEqualTo(before + 1);
            bench.clock.advance(Duration.ofMillis(1));
        }
    }

    @Test
    void becomesReadyWithoutARequest() {
        bench.gitlab.mood(Mood.BROKEN);
        bench.portal.mood(Mood.BROKEN);
        OnLoop.await(bench.authenticator().warmUp());
        assertThat(bench.authenticator().hasKeys()).isFalse();
        bench.gitlab.mood(Mood.WELL);

        bench.clock.advance(Duration.ofSeconds(1));

        OnLoop.until("there are keys", () -> bench.authenticator().hasKeys());
    }

    @Test
    void refusesAnIssuerThatNobodySpeaksForAlsoWhileOneIssuerIsDown() {
        bench.portal.mood(Mood.BROKEN);
        bench.accepted(token().sign());

        assertThat(bench.refused(token().issuer("https://gitlab.example.com").sign()))
                .isEqualTo(FORBIDDEN);
        assertThat(bench.refused(bench.portal.token().sign()).kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void takesTheIssuerFromTheDiscoveryDocument() {
        bench.gitlab.declare("issuer", "https://gitlab.example.com/gitlab");

        assertAccepted(bench.accepted(
                token().issuer("https://gitlab.example.com/gitlab").sign()));
        assertAccepted(bench.accepted(
                token().issuer("https://gitlab.example.com/gitlab/").sign()));
        assertThat(bench.refused(token().issuer("https://gitlab.example.com").sign()))
                .isEqualTo(FORBIDDEN);
    }

    @Test
    void acceptsAnyIssuerOfItsOwnFromAProviderThatDeclaresNone() {
        bench.gitlab.undeclare("issuer");

        assertAccepted(bench.accepted(token().sign()));
        assertAccepted(
                bench.accepted(token().issuer("https://whoever.example.com").sign()));
        assertAccepted(bench.accepted(token().without("iss").sign()));
        assertThat(bench.refused(token().issuer(bench.portal.issuer()).sign())).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(token().issuer("gitlab-ai-gateway").sign())).isEqualTo(FORBIDDEN);
    }

    @Test
    void findsTheDiscoveryDocumentAtTheRootOfTheHost() {
        bench.gitlabAt(URI.create(bench.gitlab.url() + "/gitlab"));

        assertAccepted(bench.accepted(token().sign()));
    }

    @Test
    void takesOnlyKeysThatVerifyRs256() {
        var good = TestKeys.pair(0);
        bench.gitlab
                .withdrawAll()
                .publish(Map.of("kty", "EC", "crv", "P-256", "x", "AA", "y", "AA", "kid", "ec"))
                .publish(Map.of("kty", "oct", "k", "c2VjcmV0", "kid", "oct"))
                .publish(changed("use", "enc"))
                .publish(changed("alg", "RS512"))
                .publish(changed("e", "AQ"))
                .publish(changed("n", "!"))
                .publish("short", TestKeys.pair(1, 1024));

        assertThat(bench.refused(token().withoutKeyId().sign()).kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);

        bench.gitlab.publish("key-0", good);
        bench.clock.advance(Duration.ofMinutes(2));
        assertAccepted(bench.accepted(token().sign()));
        assertThat(bench.refused(token().keyId("short")
                        .signedWith(TestKeys.pair(1, 1024))
                        .sign()))
                .isEqualTo(FORBIDDEN);
    }

    private static Map<String, Object> changed(String member, String value) {
        var jwk = FakeIssuer.jwk("key-0", TestKeys.pair(0));
        jwk.put(member, value);
        return jwk;
    }
}
