package io.aigateway.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.kernel.Secret;
import io.aigateway.testkit.FakeUpstream;
import io.aigateway.testkit.Gate;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Reply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a token is kept, whoever gives it; here it is the metadata server. */
class GoogleCredentialsTest {
    private static final Duration HOUR = Duration.ofSeconds(3599);
    private static final Duration EARLY = Duration.ofSeconds(225);

    private final Vertx vertx = Vertx.vertx();
    private final OnLoop loop = OnLoop.of(vertx);
    private final ManualClock clock = new ManualClock();
    private FakeUpstream metadata;
    private GoogleCredentials credentials;

    @BeforeEach
    void open() {
        metadata = OnLoop.await(FakeUpstream.start(vertx));
        credentials = Credentials.fromMetadata(vertx, metadata, clock);
    }

    @AfterEach
    void close() {
        OnLoop.await(vertx.close());
    }

    private String token() {
        return loop.await(credentials::token).reveal();
    }

    private Failure failure() {
        try {
            return Failure.of(Kind.INTERNAL, "no failure but " + token());
        } catch (FailureException e) {
            return e.failure();
        }
    }

    @Test
    void asksTheMetadataServer() {
        metadata.willAnswer(Credentials.token("one"));

        assertThat(token()).isEqualTo("one");

        var asked = metadata.onlyRequest();
        assertThat(asked.method()).isEqualTo("GET");
        assertThat(asked.path())
                .isEqualTo("/computeMetadata/v1/instance/service-accounts/default/token"
                        + "?scopes=https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fcloud-platform");
        assertThat(asked.header("Metadata-Flavor")).isEqualTo("Google");
        assertThat(credentials.project()).isEmpty();
    }

    @Test
    void keepsATokenUntilShortlyBeforeItExpires() {
        metadata.willAnswer(Credentials.token("one")).willAnswer(Credentials.token("two"));
        token();

        clock.advance(HOUR.minus(EARLY).minusSeconds(1));

        assertThat(token()).isEqualTo("one");
        assertThat(metadata.received()).hasSize(1);
    }

    @Test
    void renewsATokenWhileItIsStillSent() {
        var gate = new Gate();
        metadata.willAnswer(Credentials.token("one"))
                .willAnswer(Credentials.token("two").waitingAt(0, gate));
        token();
        clock.advance(HOUR.minus(EARLY));

        assertThat(List.of(token(), token(), token())).containsOnly("one");
        metadata.request(1);
        gate.open();

        OnLoop.until("the new token", () -> token().equals("two"));
        assertThat(metadata.received()).hasSize(2);
    }

    @Test
    void keepsTheOldTokenWhenItCannotBeRenewed() {
        metadata.willAnswer(Credentials.token("one")).willAlwaysAnswer(Reply.of(500, "{}"));
        token();
        clock.advance(HOUR.minusSeconds(11));

        assertThat(token()).isEqualTo("one");
        metadata.request(1);
        assertThat(token()).isEqualTo("one");
    }

    @Test
    void waitsForANewTokenWhenTheOldOneIsTooOld() {
        metadata.willAnswer(Credentials.token("one")).willAnswer(Credentials.token("two"));
        token();

        clock.advance(HOUR.minusSeconds(10));

        assertThat(token()).isEqualTo("two");
    }

    @Test
    void renewsAShortLivedTokenAfterHalfItsLife() {
        Reply minute = Reply.json(200, "{\"access_token\": \"short\", \"expires_in\": 60}")
                .header("Metadata-Flavor", "Google");
        metadata.willAnswer(minute).willAnswer(Credentials.token("two"));
        token();
        clock.advance(Duration.ofSeconds(29));
        assertThat(token()).isEqualTo("short");
        assertThat(metadata.received()).hasSize(1);

        clock.advance(Duration.ofSeconds(1));

        OnLoop.until("the new token", () -> token().equals("two"));
    }

    @Test
    void asksOnceForManyCalls() {
        var gate = new Gate();
        metadata.willAnswer(Credentials.token("one").waitingAt(0, gate));
        var tokens = new ArrayList<Future<Secret>>();
        for (int i = 0; i < 20; i++) {
            tokens.add(loop.call(credentials::token));
        }
        metadata.request(0);
        gate.open();

        OnLoop.await(Future.all(tokens));

        assertThat(tokens)
                .allSatisfy(token -> assertThat(token.result().reveal()).isEqualTo("one"));
        assertThat(metadata.received()).hasSize(1);
    }

    @Test
    void answersEachCallerOnItsOwnEventLoop() {
        var gate = new Gate();
        metadata.willAnswer(Credentials.token("one").waitingAt(0, gate));
        OnLoop other = OnLoop.of(vertx);
        var first = loop.call(() -> credentials.token().map(token -> Vertx.currentContext()));
        var second = other.call(() -> credentials.token().map(token -> Vertx.currentContext()));
        gate.open();

        Context here = OnLoop.await(first);
        Context there = OnLoop.await(second);

        assertThat(here).isSameAs(loop.call(Vertx::currentContext));
        assertThat(there).isSameAs(other.call(Vertx::currentContext));
    }

    @Test
    void forgetsATokenThatWasRefused() {
        metadata.willAnswer(Credentials.token("one")).willAnswer(Credentials.token("two"));
        token();
        clock.advance(Duration.ofSeconds(61));

        credentials.forget();

        assertThat(token()).isEqualTo("two");
    }

    @Test
    void keepsATokenThatIsTooYoungToBeTheReason() {
        metadata.willAnswer(Credentials.token("one")).willAnswer(Credentials.token("two"));
        credentials.forget();
        token();
        clock.advance(Duration.ofSeconds(59));

        credentials.forget();

        assertThat(token()).isEqualTo("one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "{}",
                "{\"access_token\": \"a\"}",
                "{\"access_token\": \"a\", \"expires_in\": 0}",
                "{\"access_token\": \"\", \"expires_in\": 9}",
                "{\"access_token\": \"a\\nb\", \"expires_in\": 9}",
                "{\"access_token\": 7, \"expires_in\": \"soon\"}",
                "[]"
            })
    void isUnavailableWhenTheAnswerIsNoToken(String answer) {
        metadata.willAnswer(Reply.json(200, answer).header("Metadata-Flavor", "Google"));

        assertThat(failure())
                .isEqualTo(Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The gateway cannot sign in to Google Cloud"));
    }

    @Test
    void doesNotTrustAServerThatDoesNotProveToBeTheMetadataServer() {
        metadata.willAnswer(Reply.json(200, "{\"access_token\": \"a\", \"expires_in\": 9}"));

        assertThat(failure().kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 404, 500, 503})
    void isUnavailableWhenTheServerRefuses(int status) {
        metadata.willAnswer(
                Reply.of(status, "{\"access_token\": \"a\", \"expires_in\": 9}").header("Metadata-Flavor", "Google"));

        assertThat(failure().kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void isUnavailableWhenTheServerHangsUp() {
        metadata.willAnswer(Reply.hangUp());

        assertThat(failure().kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void isUnavailableWhenTheAnswerIsTooLong() {
        metadata.willAnswer(Reply.of(200, " ".repeat(1000)).endless());

        assertThat(failure().kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
        OnLoop.until("it hangs up", () -> metadata.onlyRequest().isAbandoned());
    }

    @Test
    void isUnavailableWhenTheServerIsTooSlow() {
        credentials = Credentials.impatient(vertx, metadata);
        metadata.willAnswer(Reply.never());

        assertThat(failure().kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
        OnLoop.until("it hangs up", () -> metadata.onlyRequest().isAbandoned());
    }

    @Test
    void isUnavailableWhenTheServerDrips() {
        credentials = Credentials.impatient(vertx, metadata);
        metadata.willAnswer(Reply.of(200, " ").dripping(Duration.ofMillis(20)).endless());

        assertThat(failure().kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
        OnLoop.until("it hangs up", () -> metadata.onlyRequest().isAbandoned());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:1", "no host", ""})
    void isUnavailableWhenNobodyIsThere(String host) {
        credentials = GoogleCredentials.of(vertx, Credentials.settings("", "", host));

        assertThat(failure().kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
        assertThat(failure().retryAfterSeconds()).isPositive();
    }

    @Test
    void leavesAServerThatFailsAloneForLongerAndLonger() {
        metadata.willAlwaysAnswer(Reply.of(500, "{}"));
        var asked = new ArrayList<Integer>();

        for (int second = 0; second < 200; second++) {
            int before = metadata.received().size();
            assertThat(failure().kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
            if (metadata.received().size() > before) {
                asked.add(second);
            }
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(asked).containsExactly(0, 1, 3, 7, 15, 31, 63, 123, 183);
    }

    @Test
    void saysHowLongItLeavesTheServerAlone() {
        metadata.willAlwaysAnswer(Reply.of(500, "{}"));
        failure();
        clock.advance(Duration.ofSeconds(1));
        failure();

        assertThat(failure().retryAfterSeconds()).isEqualTo(2);
        assertThat(metadata.received()).hasSize(2);
    }

    @Test
    void recoversWithTheServer() {
        metadata.willAnswer(Reply.of(500, "{}")).willAnswer(Credentials.token("one"));
        failure();
        clock.advance(Duration.ofSeconds(1));

        assertThat(token()).isEqualTo("one");
    }

    @Test
    void failsWithoutASecret() {
        metadata.willAnswer(Reply.json(400, "{\"error\": \"invalid_grant\", \"error_description\": \"secret\"}"));

        assertThatThrownBy(this::token).hasMessageNotContaining("secret").hasMessageNotContaining("grant");
    }
}
