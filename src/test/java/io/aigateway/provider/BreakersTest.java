package io.aigateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.Secret;
import io.aigateway.model.api.Target;
import io.aigateway.observe.ProviderMetrics;
import io.aigateway.provider.ProviderHost.BreakerState;
import io.aigateway.settings.CallSettings;
import io.aigateway.settings.Environment;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.testkit.OnLoop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What other nodes say about targets, and what it is worth. */
class BreakersTest {
    private static final Duration PAUSE = Duration.ofSeconds(60);
    private static final Target TARGET = Target.of("anthropic", "claude");
    private static final Target NAMED_BY_A_CALLER =
            new Target("selfhosted", "", "m", "http://models.example.com", new Secret("k"), "", Map.of(), true);

    private final Vertx vertx = Vertx.vertx();
    private final OnLoop loop = OnLoop.of(vertx);
    private final AtomicLong now = new AtomicLong();
    private final List<TargetTold> told = new ArrayList<>();
    private final Breakers breakers =
            new Breakers(vertx, settings(), new ProviderMetrics(new SimpleMeterRegistry()), now::get);

    BreakersTest() {
        breakers.onChange(told::add);
    }

    private static CallSettings settings() {
        return GatewaySettings.from(Environment.of(Map.of(
                        "AIGW_PROVIDERS__BREAKER_FAILURES",
                        "3",
                        "AIGW_PROVIDERS__BREAKER_PAUSE",
                        String.valueOf(PAUSE.toSeconds()))))
                .providers()
                .calls();
    }

    @AfterEach
    void close() {
        OnLoop.await(vertx.close());
    }

    private void call(Target target, Future<String> outcome) {
        loop.await(() -> breakers.guard(target, () -> outcome).otherwise("failed"));
    }

    private void fail(Target target) {
        call(target, failed(Kind.UPSTREAM_UNAVAILABLE));
    }

    private void succeed() {
        call(TARGET, Future.succeededFuture("answered"));
    }

    private static Future<String> failed(Kind kind) {
        return Future.failedFuture(Failure.of(kind, "why").asException());
    }

    private void hear(boolean failing) {
        hear(TARGET, failing);
    }

    /** What a node says that has seen the same target fail. */
    private void hear(Target target, boolean failing) {
        var other = new Breakers(vertx, settings(), new ProviderMetrics(new SimpleMeterRegistry()), now::get);
        var news = new ArrayList<TargetTold>();
        other.onChange(news::add);
        for (int i = 0; i < 3; i++) {
            loop.await(() -> other.guard(target, () -> failed(Kind.TIMED_OUT)).otherwise("failed"));
        }
        TargetTold said = news.get(0);
        breakers.heard(new TargetTold(said.provider(), said.target(), said.place(), failing));
    }

    private String state() {
        return breakers.states().stream()
                .filter(breaker -> breaker.target().equals(TARGET.label()))
                .map(BreakerState::state)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsWhenATargetIsLeftAlone() {
        fail(TARGET);
        fail(TARGET);
        assertThat(told).isEmpty();

        fail(TARGET);

        assertThat(told).singleElement().satisfies(news -> {
            assertThat(news.provider()).isEqualTo("anthropic");
            assertThat(news.target()).isEqualTo("anthropic");
            assertThat(news.failing()).isTrue();
        });
    }

    @Test
    void tellsNobodyOfServersThatCallersName() {
        for (int i = 0; i < 3; i++) {
            fail(NAMED_BY_A_CALLER);
        }

        assertThat(breakers.open()).isEqualTo(1);
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"UPSTREAM_UNAVAILABLE", "TIMED_OUT"})
    void believesTheFirstFailureWhenAnotherNodeSaysSo(Kind kind) {
        succeed();
        hear(true);
        assertThat(state()).isEqualTo("closed");

        call(TARGET, failed(kind));

        assertThat(state()).isEqualTo("open");
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "UPSTREAM_REFUSED", "CANCELLED"})
    void takesARefusalForNoConfirmation(Kind kind) {
        succeed();
        hear(true);

        call(TARGET, failed(kind));

        assertThat(state()).isEqualTo("closed");
    }

    @Test
    void trustsItsOwnEyesMore() {
        succeed();
        hear(true);
        now.incrementAndGet();

        succeed();
        fail(TARGET);

        assertThat(state()).isEqualTo("closed");
    }

    @Test
    void isNotReassuredByAnAnswerToWhatBeganBefore() {
        Promise<String> slow = Promise.promise();
        Future<String> before = loop.call(() -> breakers.guard(TARGET, slow::future));
        now.incrementAndGet();
        hear(true);

        loop.run(() -> slow.complete("answered"));
        OnLoop.await(before);
        fail(TARGET);

        assertThat(state()).isEqualTo("open");
    }

    @Test
    void forgetsARumourThatNobodyRepeats() {
        succeed();
        hear(true);
        now.addAndGet(PAUSE.multipliedBy(3).toNanos());

        fail(TARGET);

        assertThat(state()).isEqualTo("closed");
    }

    @Test
    void forgetsARumourThatIsTakenBack() {
        succeed();
        hear(true);
        hear(false);

        fail(TARGET);

        assertThat(state()).isEqualTo("closed");
    }

    @Test
    void hearsNothingAboutOtherKeysOfTheSameProvider() {
        succeed();
        hear(TARGET.withKey(1), true);

        fail(TARGET);

        assertThat(state()).isEqualTo("closed");
    }
}
