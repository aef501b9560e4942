package io.aigateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.model.api.ModelFailures;
import io.aigateway.testkit.Fixtures;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamErrorsTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    private final UpstreamErrors errors = new UpstreamErrors(NOON);

    private Failure explain(int status, String body, String... headers) {
        var all = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        return errors.explain(status, all, body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 402, 403, 404, 405, 412, 413, 422})
    void refusesWhatTheProviderRefuses(int status) {
        Failure failure = explain(status, "{}", "retry-after", "3");

        assertThat(failure.kind()).isEqualTo(Kind.UPSTREAM_REFUSED);
        assertThat(failure.upstreamStatus()).isEqualTo(status);
        assertThat(failure.retryAfterSeconds()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 424, 425, 499, 500, 502, 503, 504, 529, 599})
    void isUnavailableWhenTheProviderIs(int status) {
        Failure failure = explain(status, "{}", "retry-after", "3");

        assertThat(failure.kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
        assertThat(failure.upstreamStatus()).isEqualTo(status);
        assertThat(failure.retryAfterSeconds()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Unable to submit request because the input token count is 20481 but the model supports up to 20000. More",
                "The Input Token Count is 20481 BUT the model supports up to 20000"
            })
    void keepsTheNumbersOfAnInputThatIsTooLong(String message) {
        Failure failure = explain(400, "{\"error\": {\"message\": \"" + message + "\"}}");

        assertThat(failure.kind()).isEqualTo(Kind.UPSTREAM_REFUSED);
        assertThat(failure.detail())
                .isEqualTo(
                        "The prompt is too long for the model: the input token count is 20481 but the model supports up to"
                                + " 20000");
        assertThat(ModelFailures.isPromptTooLong(failure)).isTrue();
    }

    @Test
    void keepsNothingElseOfAnError() {
        Failure failure =
                explain(400, "{\"error\": {\"message\": \"the input token count is large: somebody's text\"}}");

        assertThat(failure.detail()).isEqualTo("The prompt is too long for the model");
    }

    @Test
    void isRateLimited() {
        Failure failure = explain(429, "{}", "Retry-After", "3");

        assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(failure.upstreamStatus()).isEqualTo(429);
        assertThat(failure.retryAfterSeconds()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\": {\"code\": \"context_length_exceeded\", \"message\": \"x\"}}",
                "{\"type\": \"error\", \"error\": {\"type\": \"invalid_request_error\", \"message\": \"prompt is too long: 9 > 8\"}}",
                "{\"object\": \"error\", \"message\": \"This model's maximum context length is 8 tokens\"}",
                "[{\"error\": {\"code\": 400, \"message\": \"The input token count (9) exceeds the maximum\"}}]"
            })
    void knowsWhenThePromptWasTooLong(String body) {
        assertThat(ModelFailures.isPromptTooLong(explain(400, body))).isTrue();
        assertThat(ModelFailures.isPromptTooLong(explain(500, body))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai.error.400.json",
                "openai.error.429.quota.json",
                "anthropic.error.500.json",
                "vertex.error.403.json",
                "mistral.error.422.json",
                "tgi.error.429.json"
            })
    void repeatsNothingOfTheBody(String fixture) {
        String body = Fixtures.text(fixture);

        for (int status : new int[] {400, 429, 500}) {
            String detail = explain(status, body).detail();
            assertThat(detail).startsWith("The ").hasSizeLessThan(60);
            assertThat(body).doesNotContain(detail);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "<html><body>502 Bad Gateway</body></html>",
                "{\"error\": {\"message\": \"cut of",
                "[]",
                "[[]]",
                "null",
                "7",
                "\"text\"",
                "{\"error\": null}",
                "{\"error\": 7}",
                "{\"error\": []}",
                "{\"error\": {\"details\": 7, \"code\": {}, \"type\": null}}",
                "{\"error\": {\"details\": [7, {\"@type\": 3}, {\"@type\": \"x/google.rpc.RetryInfo\"}]}}",
                "{\"detail\": \"Unauthorized\"}"
            })
    void makesDoWithAnyBody(String body) {
        assertThat(explain(429, body)).isEqualTo(explain(429, "{}"));
        assertThat(explain(500, body)).isEqualTo(explain(500, "{}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\": {\"type\": \"insufficient_quota\", \"code\": null}}",
                "{\"error\": {\"type\": \"x\", \"code\": \"project_spend_limit_exceeded\"}}",
                "{\"type\": \"error\", \"error\": {\"details\": {\"error_code\": \"enforced_spend_limit_reached\"}}}",
                "{\"object\": \"error\", \"type\": \"credit_balance_exhausted\"}",
                "[{\"error\": {\"code\": \"insufficient_quota\"}}]"
            })
    void refusesRatherThanWaitsWhenTheCreditIsUsedUp(String body) {
        Failure failure = explain(429, body, "retry-after", "3");

        assertThat(failure.kind()).isEqualTo(Kind.UPSTREAM_REFUSED);
        assertThat(failure.upstreamStatus()).isEqualTo(429);
        assertThat(failure.retryAfterSeconds()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "retry-after-ms, 1500, 2",
        "retry-after-ms, 1, 1",
        "retry-after, 14, 14",
        "retry-after, 0.2, 1",
        "retry-after, ' 7 ', 7",
        "retry-after, 0, 0",
        "retry-after, 999999999999, 86400",
        "retry-after, 'Sun, 01 Mar 2026 12:00:30 GMT', 30",
        "retry-after, 'Sun, 01 Mar 2026 11:00:00 GMT', 0",
        "retry-after, soon, 0",
        "retry-after, -5, 0",
        "retry-after, '', 0",
        "anthropic-ratelimit-tokens-reset, 2026-03-01T12:00:14Z, 14",
        "anthropic-ratelimit-tokens-reset, yesterday, 0",
        "x-ratelimit-reset-tokens, 6.1s, 7",
        "x-ratelimit-reset-requests, 120ms, 1",
        "x-ratelimit-reset-requests, tomorrow, 0"
    })
    void readsHowLongToWait(String header, String value, long seconds) {
        assertThat(explain(429, "", header, value).retryAfterSeconds()).isEqualTo(seconds);
    }

    @Test
    void readsGooglesWait() {
        assertThat(explain(429, Fixtures.text("vertex.error.429.json")).retryAfterSeconds())
                .isEqualTo(38);
        assertThat(explain(503, "[" + Fixtures.text("vertex.error.429.json") + "]")
                        .retryAfterSeconds())
                .isEqualTo(38);
    }

    @Test
    void takesTheFirstOfSeveralWaits() {
        String google = Fixtures.text("vertex.error.429.json");
        String[] all = {
            "retry-after-ms", "1000", "retry-after", "2",
            "anthropic-ratelimit-tokens-reset", "2026-03-01T12:00:04Z", "x-ratelimit-reset-tokens", "5s"
        };

        assertThat(explain(429, google, all).retryAfterSeconds()).isEqualTo(1);
        assertThat(explain(429, google, from(all, 2)).retryAfterSeconds()).isEqualTo(2);
        assertThat(explain(429, google, from(all, 4)).retryAfterSeconds()).isEqualTo(38);
        assertThat(explain(429, "", from(all, 4)).retryAfterSeconds()).isEqualTo(4);
        assertThat(explain(429, "", from(all, 6)).retryAfterSeconds()).isEqualTo(5);
    }

    private static String[] from(String[] headers, int first) {
        return Arrays.copyOfRange(headers, first, headers.length);
    }

    @Test
    void goesOnToTheNextWaitWhenOneCannotBeRead() {
        assertThat(explain(429, "", "retry-after-ms", "x", "retry-after", "y", "x-ratelimit-reset-tokens", "5s")
                        .retryAfterSeconds())
                .isEqualTo(5);
    }

    @Test
    void waitsForTheLimitThatIsUsedUp() {
        Failure failure = explain(
                429,
                "",
                "x-ratelimit-remaining-requests",
                "499",
                "x-ratelimit-reset-requests",
                "9m",
                "x-ratelimit-remaining-tokens",
                "0",
                "x-ratelimit-reset-tokens",
                "6.1s");

        assertThat(failure.retryAfterSeconds()).isEqualTo(7);
    }

    @Test
    void waitsForTheSlowestLimitWhenNoneSaysThatItIsUsedUp() {
        Failure failure = explain(429, "", "x-ratelimit-reset-requests", "9m", "x-ratelimit-reset-tokens", "6.1s");

        assertThat(failure.retryAfterSeconds()).isEqualTo(540);
    }

    @Test
    void doesNotTakeALimitForTheReasonOfADefect() {
        assertThat(explain(500, "", "x-ratelimit-reset-tokens", "6.1s").retryAfterSeconds())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic.error.429.http, 14",
        "openai.error.429.http, 6",
    })
    void explainsRecordedLimits(String fixture, long seconds) {
        var recorded = Fixtures.http(fixture);

        assertThat(errors.explain(recorded.status(), recorded.headers(), recorded.body()))
                .isEqualTo(Failure.upstream(Kind.RATE_LIMITED, "The model provider asks for a pause", 429, seconds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}      | UPSTREAM_UNAVAILABLE | 529",
                "{\"type\":\"error\",\"error\":{\"type\":\"api_error\"}}             | UPSTREAM_UNAVAILABLE | 500",
                "{\"type\":\"error\",\"error\":{\"type\":\"timeout_error\"}}         | UPSTREAM_UNAVAILABLE | 504",
                "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\"}}      | RATE_LIMITED         | 429",
                "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\"}} | UPSTREAM_REFUSED     | 400",
                "{\"error\":{\"type\":\"server_error\",\"code\":null}}               | UPSTREAM_UNAVAILABLE | 500",
                "{\"error\":{\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\"}}  | RATE_LIMITED         | 429",
                "{\"error\":{\"type\":\"insufficient_quota\"}}                       | UPSTREAM_REFUSED     | 429",
                "{\"error\":{\"code\":503,\"status\":\"UNAVAILABLE\"}}               | UPSTREAM_UNAVAILABLE | 503",
                "{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\"}}        | RATE_LIMITED         | 429",
                "{\"error\":{\"type\":\"InternalServerError\",\"code\":500}}         | UPSTREAM_UNAVAILABLE | 500",
                "{\"error\":{\"code\":400}}                                          | UPSTREAM_REFUSED     | 400",
                "{\"error\":\"text\",\"error_type\":\"validation\"}                  | UPSTREAM_REFUSED     | 422",
                "{\"error\":\"text\",\"error_type\":\"overloaded\"}                  | RATE_LIMITED         | 429",
                "{\"error\":\"text\",\"error_type\":\"generation\"}                  | UPSTREAM_UNAVAILABLE | 500",
                "{\"error\":\"text\"}                                                | UPSTREAM_UNAVAILABLE | 500",
                "{\"object\":\"error\",\"type\":\"rate_limited\",\"code\":\"1300\"}  | RATE_LIMITED         | 429",
                "[{\"error\":{\"code\":429}}]                                        | RATE_LIMITED         | 429"
            })
    void explainsErrorsThatComeInsideAnAnswer(String document, Kind kind, int status) {
        var json = Fixtures.parse(document);

        assertThat(UpstreamErrors.isError(json)).isTrue();
        Failure failure = UpstreamErrors.reported(json).failure();
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.upstreamStatus()).isEqualTo(status);
        assertThat(failure.detail()).doesNotContain("text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"error\": null}", "{\"choices\": []}", "{\"type\": \"ping\"}", "null", "7"})
    void takesNothingElseForAnError(String document) {
        assertThat(UpstreamErrors.isError(Fixtures.parse(document))).isFalse();
    }
}
