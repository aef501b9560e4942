package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.app.TestGateway.Call;
import io.aigateway.testkit.FakeIssuer;
import io.aigateway.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and what everybody is told: authentication, user tokens, CORS, probes. Contract sections 1.6, 6.5 and 7. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorE2eTest {
    private static final String PATH = "/v2/completions";
    private static final String BODY = """
            {"prompt_version": 1, "current_file": {"file_name": "a.py", "content_above_cursor": "x", "content_below_cursor": ""}}
            """;

    private TestGateway gateway;

    @BeforeAll
    void start() {
        gateway = TestGateway.start("AIGW_MOCK_MODEL_RESPONSES", "true");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("no header", call -> call.without("Authorization"), "No authorization header presented"),
                refusal(
                        "another scheme",
                        call -> call.header("Authorization", "Basic abc"),
                        "Invalid authorization header"),
                refusal("one word", call -> call.header("Authorization", "Bearer"), "Invalid authorization header"),
                refusal(
                        "no type",
                        call -> call.without("X-Gitlab-Authentication-Type"),
                        "Invalid authentication token type - only OIDC is supported"),
                refusal(
                        "another type",
                        call -> call.header("X-Gitlab-Authentication-Type", "OIDC"),
                        "Invalid authentication token type - only OIDC is supported"),
                refusal("garbage", call -> call.header("Authorization", "Bearer a.b.c"), "Forbidden by auth provider"),
                refusal(
                        "another realm",
                        call -> call.header("X-Gitlab-Realm", "saas"),
                        "Header mismatch 'X-Gitlab-Realm'"),
                refusal("no realm", call -> call.without("X-Gitlab-Realm"), "Header mismatch 'X-Gitlab-Realm'"),
                refusal(
                        "another instance",
                        call -> call.header("X-Gitlab-Instance-Id", "other"),
                        "Header mismatch 'X-Gitlab-Instance-Id'"));
    }

    private static Arguments refusal(String what, UnaryOperator<Call> change, String error) {
        return Arguments.of(what, change, error);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refusesInTheWordsOfTheContract(String what, UnaryOperator<Call> change, String error) {
        Answer answer = change.apply(gateway.rails("complete_code")).post(PATH, BODY);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).isEqualTo(Json.writeText(java.util.Map.of("error", error)));
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
        assertThat(answer.header("X-Request-ID")).isNotEmpty();
    }

    @Test
    void refusesExpiredTokensAndTokensForOthers() {
        FakeIssuer issuer = gateway.issuer();

        assertThat(gateway.as(issuer.token().scopes("complete_code").expiresIn(Duration.ofMinutes(-5)))
                        .post(PATH, BODY)
                        .text())
                .isEqualTo("{\"error\":\"Forbidden by auth provider\"}");
        assertThat(gateway.as(issuer.token().scopes("complete_code").audience("another-service"))
                        .post(PATH, BODY)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void acceptsTheSchemeInAnyCaseAndSeveralAudiences() {
        Call call = gateway.as(gateway.issuer().token().scopes("complete_code").audience("other", "gitlab-ai-gateway"));
        String token = call.headers().get("Authorization").substring("Bearer ".length());

        assertThat(call.header("Authorization", "bearer " + token)
                        .post(PATH, BODY)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void readsTheWholeRequestOfWhomItRefuses() {
        for (int i = 0; i < 3; i++) {
            assertThat(gateway.anonymous().post(PATH, "x".repeat(300_000)).status())
                    .isEqualTo(401);
        }
    }

    @Test
    void issuesATokenForAUser() throws IOException {
        Answer answer = gateway.rails("complete_code", "duo_chat", "ai_gateway_model_provider_proxy")
                .without("Content-Type")
                .header("Content-Type", "application/json")
                .send("POST", "/v1/code/user_access_token");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String[] parts = answer.json().get("token").textValue().split("\\.", -1);
        JsonNode header = Json.read(Base64.getUrlDecoder().decode(parts[0]));
        JsonNode claims = Json.read(Base64.getUrlDecoder().decode(parts[1]));
        assertThat(header.get("alg").textValue()).isEqualTo("RS256");
        assertThat(header.has("kid")).isFalse();
        assertThat(claims.get("iss").textValue()).isEqualTo("gitlab-ai-gateway");
        assertThat(claims.get("aud").textValue()).isEqualTo("gitlab-ai-gateway");
        assertThat(claims.get("sub").textValue()).isEqualTo(TestGateway.USER);
        assertThat(claims.get("scopes").toString())
                .isEqualTo("[\"complete_code\",\"ai_gateway_model_provider_proxy\"]");
        assertThat(claims.get("gitlab_realm").textValue()).isEqualTo("self-managed");
        assertThat(answer.json().get("expires_at").longValue())
                .isEqualTo(claims.get("exp").longValue());
        assertThat(claims.get("exp").longValue() - claims.get("iat").longValue())
                .isEqualTo(3600);
    }

    @Test
    void issuesNoTokenToCallersWithoutAFittingUnitPrimitive() {
        Answer answer = gateway.rails("duo_chat").send("POST", "/v1/code/user_access_token");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Unauthorized to create user access token\"}");
    }

    @Test
    void issuesNoTokenForAnIssuedToken() {
        String token = gateway.rails("complete_code")
                .send("POST", "/v1/code/user_access_token")
                .json()
                .get("token")
                .textValue();

        Answer answer =
                gateway.rails().header("Authorization", "Bearer " + token).send("POST", "/v1/code/user_access_token");

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void saysWhenItCannotSign() {
        try (TestGateway keyless = TestGateway.start("AIGW_SELF_SIGNED_JWT__SIGNING_KEY", "")) {
            Answer answer = keyless.rails("complete_code").send("POST", "/v1/code/user_access_token");

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text()).isEqualTo("{\"detail\":\"Failed to generate JWT\"}");
        }
    }

    @Test
    void letsEverybodyInWhenAuthenticationIsBypassed() {
        try (TestGateway open =
                TestGateway.start("AIGW_AUTH__BYPASS_EXTERNAL", "true", "AIGW_MOCK_MODEL_RESPONSES", "true")) {
            assertThat(open.anonymous().post(PATH, BODY).status()).isEqualTo(200);
        }
    }

    @Test
    void letsRequestsWithTheHeaderInWhenThatIsSwitchedOn() {
        try (TestGateway open = TestGateway.start(
                "AIGW_AUTH__BYPASS_EXTERNAL_WITH_HEADER", "true", "AIGW_MOCK_MODEL_RESPONSES", "true")) {
            assertThat(open.anonymous()
                            .header("Bypass-Auth", "true")
                            .post(PATH, BODY)
                            .status())
                    .isEqualTo(200);
            assertThat(open.anonymous()
                            .header("Bypass-Auth", "True")
                            .post(PATH, BODY)
                            .status())
                    .isEqualTo(401);
            assertThat(open.anonymous().post(PATH, BODY).status()).isEqualTo(401);
        }
    }

    @Test
    void answersUnavailableWhileNoKeyCanBeHad() {
        try (TestGateway cut = TestGateway.start(
                "AIGW_GITLAB_URL", "http://127.0.0.1:1", "AIGW_CUSTOMER_PORTAL_URL", "http://127.0.0.1:1")) {
            assertThat(cut.rails("complete_code").post(PATH, BODY).status()).isEqualTo(503);
            assertThat(cut.anonymous().send("GET", "/monitoring/ready").status())
                    .isEqualTo(503);
            assertThat(cut.anonymous().send("GET", "/monitoring/healthz").status())
                    .isEqualTo(200);
        }
    }

    /** TV-40. */
    @Test
    void answersPreflightsWithoutAToken() {
        try (var browser = io.aigateway.app.RawClient.connect(gateway.port())) {
            String answer = browser.write("OPTIONS /v2/completions HTTP/1.1\r\nHost: localhost\r\n"
                            + "Origin: https://gitlab.example.test\r\nAccess-Control-Request-Method: POST\r\n"
                            + "Access-Control-Request-Headers: authorization,content-type,x-gitlab-realm\r\n\r\n")
                    .readUntil("\r\n\r\nOK");

            assertThat(answer)
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("Access-Control-Allow-Origin: *")
                    .containsIgnoringCase("Access-Control-Allow-Methods: POST")
                    .containsIgnoringCase("Access-Control-Allow-Headers: authorization,content-type,x-gitlab-realm")
                    .containsIgnoringCase("Access-Control-Max-Age: 600")
                    .doesNotContainIgnoringCase("X-Process-Time");
        }
    }

    @Test
    void refusesPreflightsForOtherMethods() {
        try (var browser = io.aigateway.app.RawClient.connect(gateway.port())) {
            assertThat(browser.write("OPTIONS /v2/completions HTTP/1.1\r\nHost: localhost\r\nOrigin: https://a.test\r\n"
                                    + "Access-Control-Request-Method: DELETE\r\n\r\n")
                            .readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void allowsEveryOriginToReadAnswers() {
        try (var browser = io.aigateway.app.RawClient.connect(gateway.port())) {
            assertThat(browser.write("POST /v2/completions HTTP/1.1\r\nHost: localhost\r\nOrigin: https://a.test\r\n"
                                    + "Content-Length: 2\r\n\r\n{}")
                            .readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 401")
                    .containsIgnoringCase("Access-Control-Allow-Origin: *");
        }
    }

    /** TV-54 and TV-56. */
    @ParameterizedTest
    @ValueSource(strings = {"/monitoring/healthz", "/monitoring/ready"})
    void answersProbesWithoutAToken(String path) {
        gateway.rails("complete_code").post(PATH, BODY); // by then the keys have been fetched

        Answer answer = gateway.anonymous().send("GET", path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{}");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    /** TV-55. */
    @Test
    void answersAProbeOfTheRoot() {
        assertThat(gateway.anonymous().send("HEAD", "/").status()).isBetween(200, 499);
    }

    @Test
    void serves401ToAnOddHostHeaderLikeToAnyOther() {
        try (var client = io.aigateway.app.RawClient.connect(gateway.port())) {
            assertThat(client.write(
                                    "POST /v2/completions HTTP/1.1\r\nHost: we_ird..host:abc\r\nContent-Length: 2\r\n\r\n{}")
                            .readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void makesARequestIdWhenNoneIsGiven() {
        assertThat(gateway.rails("complete_code").post(PATH, BODY).header("X-Request-ID"))
                .matches("[0-9a-f]{32}");
    }

    @Test
    void checksUsageQuota() {
        try (TestGateway paid = TestGateway.start(
                "AIGW_MOCK_MODEL_RESPONSES", "true",
                "CUSTOMER_PORTAL_USAGE_QUOTA_API_USER", "gateway@example.test",
                "CUSTOMER_PORTAL_USAGE_QUOTA_API_TOKEN", "planted-quota-token")) {
            // The fake issuer stands in for the portal and knows no quota: the check fails closed.
            Answer answer = paid.rails("complete_code").post(PATH, BODY);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text())
                    .isEqualTo(
                            "{\"error\":\"not_entitled\",\"error_code\":\"USAGE_QUOTA_NOT_ENTITLED\",\"message\":\"Consumer does"
                                    + " not have entitlements to use this feature.\"}");
            assertThat(paid.as(paid.issuer().token().scopes("complete_code").claim("skip_usage_cutoff", true))
                            .post(PATH, BODY)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void keepsTheTokenOutOfTheAnswerToIt() {
        Call call = gateway.rails("complete_code").header("X-Gitlab-Realm", "saas");
        String token = call.headers().get("Authorization").substring("Bearer ".length());

        assertThat(new String(call.post(PATH, BODY).response().body(), StandardCharsets.UTF_8))
                .doesNotContain(token);
    }
}
