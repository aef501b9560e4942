package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.TestGateway;
import io.aigateway.e2e.SoakRequest.Outcome;
import io.aigateway.fakeupstream.FakeOptions;
import io.aigateway.fakeupstream.FakeProviders;
import io.aigateway.fakeupstream.Stats;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two minutes of mixed load, in which a fifth of all calls of all providers fail in mixed ways: whether every request has an outcome,
 * nothing is left behind, and clients notice little. Not part of the usual tests: {@code ./mvnw test -Psoak}. Its findings are in
 * docs/reliability.md.
 */
class GatewaySoak {
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("soak.seconds", 120));
    private static final double SHARE = 0.2;
    private static final double WANTED = 0.999;
    private static final double MIB = 1024 * 1024;

    /** What a warm JVM may hold more or less of from one collection to the next. */
    private static final long SLACK_BYTES = 16 * 1024 * 1024;

    /** Idle connections to providers are kept for a minute. */
    private static final long IDLE_SECONDS = 100;

    /** Faults before the first token, which fallback makes good. */
    private static final String[] EARLY = {
        "cut@headers",
        "reset@headers",
        "stall@headers",
        "bad-http",
        "cut@first-token",
        "reset@first-token",
        "stall@first-token",
        "bad-json@first-token",
        "500",
        "503",
        "529",
        "429:retry-after=1"
    };

    /** Faults after it: a stream that has begun cannot be made good, a whole answer can. Of kinds that are none of the above. */
    private static final String[] LATE = {
        "quit@token:after=" + SoakRequest.BROKEN_AFTER,
        "half-close@token:after=" + SoakRequest.BROKEN_AFTER,
        "error@token:after=" + SoakRequest.BROKEN_AFTER
    };

    private static final String[] LATE_KINDS = {"quit", "half-close", "error"};

    private static final String TARGETS = """
            hedge: true
            balance: weighted
            targets:
              - {provider: anthropic, model: claude-sonnet-4-6}
              - {provider: openai, model: gpt-5}
              - {provider: mistral, model: devstral-2512}
            """.indent(4);

    private Vertx vertx;
    private FakeProviders fake;
    private TestGateway gateway;

    @BeforeEach
    void start() {
        // Every fault is reported by the network; only what the gateway itself is surprised by is of interest.
        Stream.of("io.vertx", "io.netty").forEach(name -> Configurator.setLevel(name, Level.OFF));
        vertx = Vertx.vertx();
        String[] faults = Stream.of(EARLY, LATE).flatMap(Arrays::stream).toArray(String[]::new);
        fake = OnLoop.await(FakeProviders.start(vertx, FakeOptions.defaults().withFaults(SHARE, faults)));
        gateway = TestGateway.startWithModels(GatewaySoak::withTargets, Settings.of(fake.url()));
    }

    /** How the gateway is set: clocks that run out within a test, and no more patience than its clients have. */
    private static final class Settings {
        static String[] of(String provider) {
            Map<String, String> settings = Map.of(
                    "ANTHROPIC_BASE_URL", provider,
                    "OPENAI_BASE_URL", provider + "/v1",
                    "MISTRAL_BASE_URL", provider + "/v1",
                    "AIGW_MODEL_KEYS__MORE", "{\"anthropic\": [\"second\"], \"openai\": [\"second\"]}",
                    "AIGW_PROVIDERS__RETRIES", "2",
                    "AIGW_PROVIDERS__FIRST_BYTE_TIMEOUT", "3",
                    "AIGW_PROVIDERS__FIRST_TOKEN_TIMEOUT", "3",
                    "AIGW_PROVIDERS__TOKEN_TIMEOUT", "5",
                    "AIGW_PROVIDERS__TOTAL_TIMEOUT", "6",
                    "AIGW_HTTP__REQUEST_TIMEOUT", "25");
            return settings.entrySet().stream()
                    .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                    .toArray(String[]::new);
        }
    }

    private static String withTargets(String models) {
        return models.replace("    target: {provider: anthropic, model: claude-sonnet-4-6}\n", TARGETS)
                .replace("    target: {provider: anthropic, model: claude-sonnet-4-5-20250929}\n", TARGETS);
    }

    @AfterEach
    void stop() {
        gateway.close();
        OnLoop.await(vertx.close());
    }

    /** Nothing is under way any more. */
    private void awaitQuiet() {
        OnLoop.until("no call of a provider is under way", () -> fake.stats().underWay() == 0);
        OnLoop.until("no call of the gateway is under way", () -> metric("gateway_provider_calls_in_flight") == 0);
    }

    private double metric(String name) {
        return gateway.metric(name, "");
    }

    @Test
    void losesNothing() throws InterruptedException {
        var requests = SoakRequest.all(gateway);
        new SoakLoad(requests).run(TIME.dividedBy(6));
        awaitQuiet();
        Remains before = Remains.now();
        Stats asked = fake.stats();
        var load = new SoakLoad(requests);

        load.run(TIME);

        awaitQuiet();
        OnLoop.until(
                "idle connections are closed", IDLE_SECONDS, () -> fake.stats().openConnections() == 0);
        Remains after = Remains.settled(left -> isAsBefore(left, before));
        long late = chosen(fake.stats(), LATE_KINDS) - chosen(asked, LATE_KINDS);
        print(load, asked, before, after);
        assertThat(load.ended()).isEqualTo(load.sent());
        assertThat(load.count(Outcome.NONE)).isZero();
        assertThat(load.count(Outcome.WRONG)).isZero();
        assertThat(load.count(Outcome.BROKEN_BY_THE_PROVIDER, true)).isLessThanOrEqualTo(late);
        assertThat(load.successWithFallback()).isGreaterThanOrEqualTo(WANTED);
        assertThat(after.tooMuch(before)).isEmpty();
        assertThat(after.heapBytes()).isLessThan(before.heapBytes() + SLACK_BYTES);
        assertThat(after.directBytes()).isLessThan(before.directBytes() + SLACK_BYTES);
    }

    private static boolean isAsBefore(Remains after, Remains before) {
        return after.tooMuch(before).isEmpty()
                && after.heapBytes() < before.heapBytes() + SLACK_BYTES
                && after.directBytes() < before.directBytes() + SLACK_BYTES;
    }

    private static long chosen(Stats stats, String... kinds) {
        return Stream.of(kinds)
                .mapToLong(kind -> stats.faults().getOrDefault(kind, 0L))
                .sum();
    }

    private void print(SoakLoad load, Stats asked, Remains before, Remains after) {
        Stats now = fake.stats();
        long calls = now.requests() - asked.requests();
        long faults = Stream.of(now, asked)
                .mapToLong(stats -> stats.faults().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .reduce((later, earlier) -> later - earlier)
                .orElseThrow();
        say("%d requests, %d a second for %d s", load.sent(), SoakLoad.PER_SECOND, TIME.toSeconds());
        for (Outcome outcome : Outcome.values()) {
            say("  %-22s %d", outcome.title(), load.count(outcome));
        }
        say("%d calls of providers, of which %d (%.1f %%) got a fault", calls, faults, 100.0 * faults / calls);
        say(
                "with the warm-up: %.0f fallbacks, %.0f retries, %.0f hedges (%.0f won), %.0f clocks ran out",
                metric("gateway_model_fallbacks_total"),
                metric("gateway_provider_retries_total"),
                metric("gateway_model_hedges_total"),
                metric("gateway_model_hedges_won_total"),
                metric("gateway_provider_timeouts_total"));
        say("success with fallback: %.3f %%", 100 * load.successWithFallback());
        say("instances before: %s", before.counts());
        say("instances after:  %s", after.counts());
        say("left behind: %s", after.tooMuch(before).isEmpty() ? "nothing" : after.tooMuch(before));
        say(
                "heap after collection: %.1f MiB before, %.1f MiB after",
                before.heapBytes() / MIB, after.heapBytes() / MIB);
        say("direct memory: %.1f MiB before, %.1f MiB after", before.directBytes() / MIB, after.directBytes() / MIB);
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
