package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import io.aigateway.fakeupstream.FakeOptions;
import io.aigateway.fakeupstream.FakeProviders;
import io.aigateway.fakeupstream.Stats;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whenever a client leaves, on any route, the provider's connection is freed, and what was written is counted. */
class CancellationE2eTest {
    private static final List<Long> freeAfterMicros = new ArrayList<>();

    private static Vertx vertx;
    private static FakeProviders fake;
    private static TestGateway gateway;

    /** When the client leaves. */
    private enum Moment {
        BEFORE_THE_HEADERS("stall@headers"),
        BEFORE_THE_FIRST_TOKEN("stall@first-token"),
        /** After a line of them: of a code suggestion, whose beginning may be no code, less is not passed on. */
        AFTER_THE_FIRST_TOKEN("stall@token:after=21"),
        BEFORE_A_RETRY("429:retry-after=5");

        private final String fault;

        Moment(String fault) {
            this.fault = fault;
        }
    }

    private record Case(FaultyWay way, boolean stream, Moment moment) {
        /** Some bytes before the first token are passed on by a proxy, and may have come or not. */
        private boolean mayHaveBegun() {
            return way == FaultyWay.PROXY && moment != Moment.BEFORE_THE_HEADERS && !hasBegun();
        }

        private boolean hasBegun() {
            return stream && moment == Moment.AFTER_THE_FIRST_TOKEN;
        }
    }

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        fake = OnLoop.await(FakeProviders.start(vertx, FakeOptions.defaults()));
        gateway = TestGateway.start(
                "AIGW_CUSTOM_MODELS__ENABLED",
                "true",
                "AIGW_HTTP__CLEARTEXT_HTTP2",
                "true",
                "AIGW_PROVIDERS__RETRIES",
                "2",
                "ANTHROPIC_BASE_URL",
                fake.url());
    }

    @AfterAll
    static void stop() {
        List<Long> sorted = freeAfterMicros.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "provider free after the client left: median %.1f ms, slowest %.1f ms of %d%n",
                sorted.get(sorted.size() / 2) / 1000.0,
                sorted.get(sorted.size() - 1) / 1000.0,
                sorted.size());
        gateway.close();
        OnLoop.await(vertx.close());
    }

    static List<Case> cases() {
        var cases = new ArrayList<Case>();
        for (FaultyWay way : FaultyWay.values()) {
            for (Moment moment : Moment.values()) {
                if (way != FaultyWay.PROXY || moment != Moment.BEFORE_A_RETRY) { // what is proxied is not repeated
                    cases.add(new Case(way, true, moment));
                    if (way.hasWholeAnswers()) {
                        cases.add(new Case(way, false, moment));
                    }
                }
            }
        }
        return cases;
    }

    private static double cancellations(Case asked) {
        return asked.mayHaveBegun()
                ? gateway.count("gateway_model_cancellations")
                : gateway.count("gateway_model_cancellations", "begun", asked.hasBegun() ? "yes" : "no");
    }

    private static double written() {
        return gateway.count("gateway_model_tokens", "direction", "output", "estimated", "yes");
    }

    /** By the provider's count, which some state at the beginning, or estimated. */
    private static double read() {
        return gateway.count("gateway_model_tokens", "direction", "input");
    }

    private static double retries() {
        return gateway.count("gateway_provider_retries");
    }

    /** Connections that wait for the next call may stay. */
    private static boolean isFreeAgain(Stats before) {
        Stats now = fake.stats();
        return now.underWay() == 0
                && now.openConnections() <= before.openConnections()
                && gateway.metric("gateway_provider_calls_in_flight", "") == 0;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void freesTheProviderWhenTheClientLeaves(Case asked) {
        fake.failWith(asked.moment().fault);
        Stats before = fake.stats();
        double cancelled = cancellations(asked);
        double written = written();
        double read = read();
        double repeated = retries();
        RawClient client =
                asked.way().open(gateway, fake.url() + "/" + asked.hashCode(), asked.moment().fault, asked.stream());
        awaitTheMoment(asked, client, before, repeated);

        client.leave();

        long left = System.nanoTime();
        if (asked.moment() != Moment.BEFORE_A_RETRY) {
            OnLoop.until("the provider's request is over", () -> fake.stats().underWay() == 0);
            freeAfterMicros.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - left));
            OnLoop.until("the provider is free", () -> isFreeAgain(before));
            assertThat(fake.stats().abandoned()).isEqualTo(before.abandoned() + 1);
        }
        OnLoop.until("the call was given up", () -> cancellations(asked) == cancelled + 1);
        OnLoop.until("what was read is counted", () -> read() > read);
        if (!asked.mayHaveBegun()) {
            assertThat(written() > written).isEqualTo(asked.hasBegun());
        }
        assertThat(fake.stats().requests()).isEqualTo(before.requests() + 1);
    }

    private static void awaitTheMoment(Case asked, RawClient client, Stats before, double repeated) {
        if (asked.moment() == Moment.BEFORE_A_RETRY) {
            OnLoop.until("the call is to be repeated", () -> retries() == repeated + 1);
        } else if (asked.hasBegun()) {
            client.readUntil("This");
        } else {
            OnLoop.until("the provider was asked", () -> fake.stats().requests() == before.requests() + 1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V2", "V4", "PROXY"})
    void freesTheProviderWhenAStreamOfHttp2IsReset(FaultyWay way) {
        fake.failWith("stall@token");
        Stats before = fake.stats();
        HttpClientAgent client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        HttpClientRequest request =
                OnLoop.await(client.request(HttpMethod.POST, gateway.port(), "127.0.0.1", way.path()));
        way.call(gateway).headers().forEach(request::putHeader);
        OnLoop.await(request.send(way.json(fake.url() + "/h2/" + way, "stall@token", true)));

        request.reset();

        OnLoop.until("the provider is free", () -> isFreeAgain(before));
        assertThat(fake.stats().abandoned()).isEqualTo(before.abandoned() + 1);
        OnLoop.await(client.close());
    }
}
