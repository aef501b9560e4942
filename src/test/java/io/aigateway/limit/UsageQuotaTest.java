package io.aigateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.kernel.Secret;
import io.aigateway.settings.AuthSettings;
import io.aigateway.settings.AuthSettings.QuotaCredentials;
import io.aigateway.testkit.ManualClock;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageQuotaTest {
    private static final QuotaQuestion QUESTION = QuotaQuestion.about(false)
            .with(QuotaParameter.REALM, "saas")
            .with(QuotaParameter.GLOBAL_USER_ID, "7lq3mB0l+6cP/0=")
            .with(QuotaParameter.EVENT_TYPE, "code_completions")
            .with(QuotaParameter.CORRELATION_ID, "request-1");

    private volatile Consumer<HttpServerResponse> answer = HttpServerResponse::end;

    private final Vertx vertx = Vertx.vertx();
    private final ManualClock clock = new ManualClock();
    private final OnLoop loop = OnLoop.of(vertx);
    private final List<HttpServerRequest> asked = new CopyOnWriteArrayList<>();
    private final HttpServer portal = OnLoop.await(vertx.createHttpServer()
            .requestHandler(request -> {
                asked.add(request);
                answer.accept(request.response());
            })
            .listen(0, "localhost"));

    private final UsageQuota quota = quota("http://localhost:" + portal.actualPort(), "s3cret");

    @AfterEach
    void close() {
        OnLoop.await(vertx.close());
    }

    private UsageQuota quota(String url, String token) {
        var credentials = token.isEmpty() ? null : new QuotaCredentials("admin@example.com", new Secret(token));
        var settings = new AuthSettings(
                "gitlab-ai-gateway",
                URI.create("http://localhost:1"),
                URI.create(url),
                new Secret(""),
                new Secret(""),
                Path.of(""),
                new AuthSettings.Bypass(false, false, false),
                credentials);
        return UsageQuota.create(
                vertx,
                settings,
                clock,
                new io.aigateway.observe.QuotaMetrics(new io.micrometer.core.instrument.simple.SimpleMeterRegistry()));
    }

    private void answers(int status, Map<String, String> headers) {
        answer = response -> {
            headers.forEach(response::putHeader);
            response.setStatusCode(status).end();
        };
    }

    private void check(QuotaQuestion question) {
        loop.await(() -> quota.check(question));
    }

    private Failure refused(QuotaQuestion question) {
        try {
            check(question);
        } catch (FailureException e) {
            return e.failure();
        }
        throw new AssertionError("allowed");
    }

    @Test
    void asksThePortal() {
        check(QUESTION);

        HttpServerRequest request = asked.get(0);
        assertThat(request.method().name()).isEqualTo("HEAD");
        assertThat(request.path()).isEqualTo("/api/v1/consumers/resolve");
        assertThat(request.getHeader("X-Admin-Email")).isEqualTo("admin@example.com");
        assertThat(request.getHeader("X-Admin-Token")).isEqualTo("s3cret");
        assertThat(request.params().names())
                .containsExactlyInAnyOrder("realm", "global_user_id", "event_type", "correlation_id");
        assertThat(request.getParam("realm")).isEqualTo("saas");
        assertThat(request.getParam("global_user_id")).isEqualTo("7lq3mB0l+6cP/0=");
    }

    @Test
    void tellsThePortalEverythingThatIsKnown() {
        QuotaQuestion all = QuotaQuestion.about(false);
        for (QuotaParameter parameter : QuotaParameter.values()) {
            all = all.with(parameter, "value of " + parameter);
        }

        check(all);

        assertThat(asked.get(0).params().names())
                .containsExactlyInAnyOrder(
                        "environment",
                        "source",
                        "realm",
                        "instance_id",
                        "unique_instance_id",
                        "instance_version",
                        "host_name",
                        "project_id",
                        "namespace_id",
                        "root_namespace_id",
                        "user_id",
                        "global_user_id",
                        "deployment_type",
                        "feature_enablement_type",
                        "correlation_id",
                        "organization_id",
                        "event_type",
                        "feature_qualified_name",
                        "feature_ai_catalog_item",
                        "model_id");
    }

    @Test
    void findsThePortalBehindAPath() {
        UsageQuota behind = quota("http://localhost:" + portal.actualPort() + "/portal/", "s3cret");

        loop.await(() -> behind.check(QUESTION));

        assertThat(asked.get(0).path()).isEqualTo("/portal/api/v1/consumers/resolve");
    }

    @Test
    void refusesWhenTheCreditsAreUsedUp() {
        answers(402, Map.of());

        Failure failure = refused(QUESTION);

        assertThat(failure).isEqualTo(UsageQuota.EXHAUSTED);
        assertThat(failure.kind()).isEqualTo(Kind.QUOTA_EXHAUSTED);
        assertThat(failure.detail()).isEqualTo("Consumer does not have sufficient credits for this request");
        assertThat(UsageQuota.isQuotaFailure(failure)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 201, 204, 301, 401, 404, 429, 500, 503})
    void refusesWhateverElseThePortalSays(int status) {
        answers(status, Map.of("location", "/elsewhere"));

        Failure failure = refused(QUESTION);

        assertThat(failure).isEqualTo(UsageQuota.NOT_ENTITLED);
        assertThat(failure.kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(failure.detail()).isEqualTo("Consumer does not have entitlements to use this feature.");
        assertThat(UsageQuota.isQuotaFailure(failure)).isTrue();
        assertThat(asked).hasSize(1);
    }

    @Test
    void refusesWhenThePortalBreaksOff() {
        answer = HttpServerResponse::reset;

        assertThat(refused(QUESTION)).isEqualTo(UsageQuota.NOT_ENTITLED);
    }

    @Test
    void refusesWhenThePortalIsSlow() {
        answer = response -> {};
        long start = System.nanoTime();

        assertThat(refused(QUESTION)).isEqualTo(UsageQuota.NOT_ENTITLED);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(10));
    }

    @Test
    void refusesWhenThePortalIsNotThere() {
        UsageQuota nowhere = quota("http://localhost:1", "s3cret");

        assertThatThrownBy(() -> loop.await(() -> nowhere.check(QUESTION)))
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isEqualTo(UsageQuota.NOT_ENTITLED));
    }

    @Test
    void asksNobodyWithoutCredentials() {
        UsageQuota off = quota("http://localhost:" + portal.actualPort(), "");

        loop.await(() -> off.check(QUESTION));

        assertThat(asked).isEmpty();
    }

    @Test
    void asksNobodyAboutACallerWhoIsExempt() {
        answers(402, Map.of());

        check(new QuotaQuestion(true, QUESTION.parameters()));

        assertThat(asked).isEmpty();
    }

    @Test
    void remembersTheAnswerForAnHourMoreOrLess() {
        for (int i = 0; i < 3; i++) {
            check(QUESTION.with(QuotaParameter.CORRELATION_ID, "request-" + i));
        }
        assertThat(asked).hasSize(1);

        clock.advance(Duration.ofMinutes(53));
        check(QUESTION);
        assertThat(asked).hasSize(1);

        clock.advance(Duration.ofMinutes(14));
        check(QUESTION);
        assertThat(asked).hasSize(2);
    }

    @Test
    void remembersTheAnswerForAsLongAsThePortalSays() {
        answers(402, Map.of("cache-control", "private, max-age=600"));
        refused(QUESTION);
        answers(200, Map.of());

        clock.advance(Duration.ofSeconds(530));
        assertThat(refused(QUESTION)).isEqualTo(UsageQuota.EXHAUSTED);

        clock.advance(Duration.ofSeconds(140));
        check(QUESTION);
        assertThat(asked).hasSize(2);
    }

    @Test
    void remembersNothingWhenThePortalForbidsIt() {
        answers(200, Map.of("cache-control", "max-age=0, private, must-revalidate"));

        check(QUESTION);
        check(QUESTION);

        assertThat(asked).hasSize(2);
    }

    @Test
    void asksAgainSoonWhenThereWasNoAnswer() {
        answers(500, Map.of("cache-control", "max-age=600"));
        refused(QUESTION);
        answers(200, Map.of());
        assertThat(refused(QUESTION)).isEqualTo(UsageQuota.NOT_ENTITLED);

        clock.advance(PortalClient.LIFE_OF_NO_ANSWER);

        check(QUESTION);
    }

    @Test
    void asksForEachCallerOnItsOwn() {
        check(QUESTION);
        check(QUESTION.with(QuotaParameter.GLOBAL_USER_ID, "another"));
        check(QUESTION.with(QuotaParameter.MODEL_ID, "claude"));

        assertThat(asked).hasSize(3);
    }

    @Test
    void sharesOneRequestAmongChecksAtTheSameTime() {
        var held = new CopyOnWriteArrayList<HttpServerResponse>();
        answer = held::add;
        var all = IntStream.range(0, 50)
                .mapToObj(i -> quota.check(QUESTION.with(QuotaParameter.CORRELATION_ID, "request-" + i)))
                .toList();
        OnLoop.until("the request arrives", () -> held.size() == 1);

        held.get(0).end();

        OnLoop.await(Future.all(all));
        assertThat(asked).hasSize(1);
    }

    @Test
    void answersOnTheThreadOfTheCaller() {
        check(QUESTION);

        boolean sameForNew = loop.await(() -> {
            var context = Vertx.currentContext();
            return quota.check(QUESTION.with(QuotaParameter.MODEL_ID, "new"))
                    .map(done -> Vertx.currentContext() == context);
        });

        assertThat(sameForNew).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'',3600",
        "no-cache,3600",
        "max-age=60,60",
        "'private, Max-Age = \"60\"',60",
        "'s-maxage=5, max-age=60',60",
        "max-age=0,0",
        "max-age=-5,3600",
        "max-age=x,3600",
        "max-age=999999999,86400",
    })
    void readsHowLongAnAnswerHolds(String header, long seconds) {
        assertThat(PortalClient.lifeOf(header)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void takesNoOtherFailureForItsOwn() {
        assertThat(UsageQuota.isQuotaFailure(Failure.of(Kind.FORBIDDEN, UsageQuota.NOT_ENTITLED.detail())))
                .isFalse();
        assertThat(UsageQuota.isQuotaFailure(Failure.of(Kind.QUOTA_EXHAUSTED, "Proxy endpoints are not enabled")))
                .isFalse();
    }

    @Test
    void showsNothingOfTheCaller() {
        assertThat(QUESTION.toString()).contains("GLOBAL_USER_ID").doesNotContain("7lq3mB0l");
        assertThat(QUESTION.with(QuotaParameter.PROJECT_ID, null)).isSameAs(QUESTION);
        assertThat(QUESTION.with(QuotaParameter.PROJECT_ID, "")).isSameAs(QUESTION);
    }
}
