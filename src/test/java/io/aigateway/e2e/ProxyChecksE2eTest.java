package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.app.TestGateway.Call;
import io.aigateway.testkit.FakeToken;
import io.aigateway.testkit.Received;
import io.aigateway.testkit.Reply;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use the provider proxies, for what, and in which order that is checked. Contract section 4.2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyChecksE2eTest {
    private static final String NO_PATH = "/v1/proxy/anthropic/v1/complete";
    private static final Map<String, Object> ORIGIN =
            Map.of("gitlab_project_id", "1502", "gitlab_namespace_id", 311, "gitlab_root_namespace_id", 90);

    private TestGateway gateway;

    @BeforeAll
    void start() {
        gateway = TestGateway.start();
        gateway.upstream().willAlwaysAnswer(Wire.messages("hi"));
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private FakeToken saas() {
        FakeToken token = gateway.issuer().token().realm("saas");
        ORIGIN.forEach(token::claim);
        return token;
    }

    private Call ofGitLabCom() {
        return Proxied.by(gateway, saas())
                .header("X-Gitlab-Project-Id", "1502")
                .header("X-Gitlab-Namespace-Id", "311")
                .header("X-Gitlab-Root-Namespace-Id", "90");
    }

    private static void assertRefused(Answer answer, int status, String detail) {
        assertThat(answer.text()).isEqualTo(Wire.json(Map.of("detail", detail)));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void wantsAToken() {
        Answer answer = gateway.anonymous().post(Proxied.MESSAGES, Proxied.claude(""));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).isEqualTo("{\"error\":\"No authorization header presented\"}");
    }

    @Test
    void wantsAUnitPrimitive() {
        Call call = Proxied.by(gateway).without(Proxied.HEADER);

        assertRefused(call.post(NO_PATH, "no json"), 400, "Missing x-gitlab-unit-primitive header");
    }

    @Test
    void wantsAUnitPrimitiveThatExists() {
        Call call = Proxied.by(gateway).header(Proxied.HEADER, "perpetual_motion");

        assertRefused(call.post(NO_PATH, "no json"), 400, "Unknown unit primitive header perpetual_motion");
    }

    @Test
    void wantsAUnitPrimitiveThatTheTokenGrants() {
        Call call = ofGitLabCom().header(Proxied.HEADER, "explain_code").without("X-Gitlab-Project-Id");

        assertRefused(call.post(NO_PATH, "no json"), 403, "Unauthorized to access explain_code");
    }

    @ParameterizedTest
    @CsvSource({
        "X-Gitlab-Project-Id, 9, Gitlab project id mismatch",
        "X-Gitlab-Namespace-Id, 9, Gitlab namespace id mismatch",
        "X-Gitlab-Root-Namespace-Id, 9, Gitlab root namespace id mismatch",
        "X-Gitlab-Project-Id, null, Gitlab project id mismatch",
        "X-Gitlab-Project-Id, 1502x, Gitlab project id mismatch",
    })
    void wantsTheHeadersThatTheTokenIsFor(String header, String value, String detail) {
        assertRefused(ofGitLabCom().header(header, value).post(NO_PATH, "no json"), 403, detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Gitlab-Project-Id", "X-Gitlab-Namespace-Id", "X-Gitlab-Root-Namespace-Id"})
    void wantsAllOfThem(String header) {
        assertThat(ofGitLabCom()
                        .without(header)
                        .post(Proxied.MESSAGES, Proxied.claude(""))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void wantsTheInstanceThatTheTokenIsFor() {
        FakeToken token = gateway.issuer().token().claim("gitlab_instance_uid", "another instance");

        assertRefused(Proxied.by(gateway, token).post(NO_PATH, "no json"), 403, "Gitlab instance uid mismatch");
    }

    @Test
    void wantsAUnitPrimitiveThatProxiesAreFor() {
        Call call = gateway.rails("complete_code").header(Proxied.HEADER, "complete_code");

        assertRefused(call.post(NO_PATH, "no json"), 400, "This endpoint cannot be used for complete_code purpose");
    }

    static Stream<Arguments> refusedCalls() {
        return Stream.of(
                Arguments.of(NO_PATH, "no json", 404, "Not found"),
                Arguments.of(Proxied.MESSAGES, "no json", 400, "Invalid JSON"),
                Arguments.of(Proxied.MESSAGES, "", 400, "Invalid JSON"),
                Arguments.of(Proxied.MESSAGES, "[]", 400, "Failed to extract model name"),
                Arguments.of(Proxied.MESSAGES, "{\"max_tokens\":1}", 400, "Failed to extract model name"),
                Arguments.of(Proxied.MESSAGES, "{\"model\":\"gpt-5\"}", 400, "Unsupported model"),
                Arguments.of(Proxied.MESSAGES, "{\"model\":7}", 400, "Unsupported model"),
                Arguments.of(Proxied.CHAT, "{\"model\":\"claude-sonnet-4-6\"}", 400, "Unsupported model"),
                Arguments.of("/v1/proxy/openai/v1/files", "{}", 404, "Not found"),
                Arguments.of(Proxied.PREDICT, "no json", 400, "Invalid JSON"),
                Arguments.of(Proxied.PREDICT.replace("text-embedding-005", "gemini-9"), "{}", 400, "Unsupported model"),
                Arguments.of(Proxied.PREDICT.replace("google", "mistralai"), "{}", 404, "Not found"));
    }

    @ParameterizedTest
    @MethodSource("refusedCalls")
    void refusesWhatIsNotOnALegalList(String path, String body, int status, String detail) {
        assertRefused(Proxied.by(gateway).post(path, body), status, detail);
    }

    @Test
    void letsPassWhoSaysWhatTheTokenSays() {
        assertThat(ofGitLabCom().post(Proxied.MESSAGES, Proxied.claude("")).status())
                .isEqualTo(200);
        assertThat(Proxied.by(gateway, gateway.issuer().token().claim("gitlab_instance_uid", FakeToken.INSTANCE))
                        .post(Proxied.MESSAGES, Proxied.claude(""))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void asksNoInstanceForWhatItsTokenDoesNotSay() {
        FakeToken silent = gateway.issuer().token().realm("saas");

        assertThat(Proxied.by(gateway, silent)
                        .header("X-Gitlab-Project-Id", "1502")
                        .post(Proxied.MESSAGES, Proxied.claude(""))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"generate_commit_message", "duo_chat", "troubleshoot_job"})
    void servesOlderReleasesForTheirOwnUnitPrimitives(String unitPrimitive) {
        Call call = gateway.rails(unitPrimitive).header(Proxied.HEADER, unitPrimitive);

        assertThat(call.post(Proxied.MESSAGES, Proxied.claude("")).status()).isEqualTo(200);
    }

    @Test
    void takesATokenThatItIssuedForWhatItIsForAndNothingElse() {
        Call rails = gateway.as(saas().scopes(Proxied.UNIT_PRIMITIVE))
                .header("X-Gitlab-Project-Id", "1502")
                .header("X-Gitlab-Namespace-Id", "311")
                .header("X-Gitlab-Root-Namespace-Id", "90");
        String token = rails.send("POST", "/v1/code/user_access_token")
                .json()
                .get("token")
                .textValue();
        rails.header("Authorization", "Bearer " + token).header(Proxied.HEADER, Proxied.UNIT_PRIMITIVE);

        assertThat(rails.post(Proxied.MESSAGES, Proxied.claude("")).status()).isEqualTo(200);
        assertRefused(
                rails.header("X-Gitlab-Project-Id", "9").post(Proxied.MESSAGES, Proxied.claude("")),
                403,
                "Gitlab project id mismatch");
    }

    @Test
    void takesNoProjectForATokenThatItIssuedWithoutOne() {
        Call rails = gateway.as(gateway.issuer().token().realm("saas").scopes(Proxied.UNIT_PRIMITIVE));
        String token = rails.send("POST", "/v1/code/user_access_token")
                .json()
                .get("token")
                .textValue();
        rails.header("Authorization", "Bearer " + token).header(Proxied.HEADER, Proxied.UNIT_PRIMITIVE);

        assertThat(rails.post(Proxied.MESSAGES, Proxied.claude("")).status()).isEqualTo(200);
        assertRefused(
                rails.header("X-Gitlab-Project-Id", "1502").post(Proxied.MESSAGES, Proxied.claude("")),
                403,
                "Gitlab project id mismatch");
    }

    @Test
    void isOpenToThoseWhoAreEnabledOnly() {
        try (TestGateway closed = TestGateway.start(
                "AIGW_PROXY_ENDPOINTS__SAAS_ENABLED",
                "90, 91",
                "AIGW_PROXY_ENDPOINTS__SELF_MANAGED_ENABLED",
                FakeToken.INSTANCE)) {
            closed.upstream().willAlwaysAnswer(Wire.messages("hi"));
            FakeToken known = closed.issuer().token().claim("gitlab_instance_uid", FakeToken.INSTANCE);
            FakeToken namespace = closed.issuer().token().realm("saas").claim("gitlab_root_namespace_id", 91);
            FakeToken other = closed.issuer().token().realm("saas").claim("gitlab_root_namespace_id", 9);

            assertThat(Proxied.by(closed, known)
                            .post(Proxied.MESSAGES, Proxied.claude(""))
                            .status())
                    .isEqualTo(200);
            assertThat(Proxied.by(closed, namespace)
                            .header("X-Gitlab-Root-Namespace-Id", "91")
                            .post(Proxied.MESSAGES, Proxied.claude(""))
                            .status())
                    .isEqualTo(200);
            assertRefused(
                    Proxied.by(closed, other)
                            .header("X-Gitlab-Root-Namespace-Id", "90")
                            .without(Proxied.HEADER)
                            .post(NO_PATH, "no json"),
                    402,
                    "Proxy endpoints are not enabled for this namespace");
            assertRefused(
                    Proxied.by(closed).post(NO_PATH, "no json"),
                    402,
                    "Proxy endpoints are not enabled for this instance");
        }
    }

    @Test
    void saysThatItHasNoKeyBeforeItAsksForCredits() {
        try (TestGateway keyless = TestGateway.start(
                "ANTHROPIC_API_KEY", "",
                "OPENAI_API_KEY", "",
                "CUSTOMER_PORTAL_USAGE_QUOTA_API_USER", "someone@example.com",
                "CUSTOMER_PORTAL_USAGE_QUOTA_API_TOKEN", "s3cret")) {
            assertRefused(Proxied.by(keyless).post(Proxied.MESSAGES, Proxied.claude("")), 400, "API key not found");
            assertRefused(Proxied.by(keyless).post(Proxied.CHAT, Proxied.gpt("")), 500, "API key not found");
        }
    }

    @Test
    void asksForCreditsLast() {
        try (TestGateway metered = TestGateway.start(
                "CUSTOMER_PORTAL_USAGE_QUOTA_API_USER", "someone@example.com",
                "CUSTOMER_PORTAL_USAGE_QUOTA_API_TOKEN", "s3cret")) {
            // The fake issuer stands in for the portal and knows no quota: the check fails closed.
            Answer answer = Proxied.by(metered).post(Proxied.MESSAGES, Proxied.claude(""));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json().get("error_code").textValue()).isEqualTo("USAGE_QUOTA_NOT_ENTITLED");
            assertRefused(Proxied.by(metered).post(Proxied.MESSAGES, "{\"model\":\"x\"}"), 400, "Unsupported model");
            assertThat(metered.upstream().received()).isEmpty();
        }
    }

    @Test
    void tellsThePortalTheModel() {
        try (TestGateway metered = TestGateway.start(
                "CUSTOMER_PORTAL_USAGE_QUOTA_API_USER", "someone@example.com",
                "CUSTOMER_PORTAL_USAGE_QUOTA_API_TOKEN", "s3cret",
                "AIGW_CUSTOMER_PORTAL_URL", gateway.upstream().url())) {
            gateway.upstream().willAnswerAt("consumers/resolve", Reply.of(402, ""));

            Answer answer = Proxied.by(metered).post(Proxied.MESSAGES, Proxied.claude(""));

            assertThat(answer.status()).isEqualTo(402);
            assertThat(answer.json().get("error_code").textValue()).isEqualTo("USAGE_QUOTA_EXCEEDED");
            assertThat(gateway.upstream().received())
                    .filteredOn(request -> request.path().contains("consumers/resolve"))
                    .singleElement()
                    .extracting(Received::path, InstanceOfAssertFactories.STRING)
                    .contains("event_type=ai_gateway_proxy_use", "model_id=claude-sonnet-4-6");
        }
    }

    @Test
    void answersFromTheMockAfterAllChecks() {
        try (TestGateway mock = TestGateway.start("AIGW_MOCK_MODEL_RESPONSES", "true", "ANTHROPIC_API_KEY", "")) {
            for (String path : new String[] {Proxied.MESSAGES, "/internal/proxy/anthropic/v1/messages"}) {
                Answer answer = Proxied.by(mock).post(path, Proxied.claude(",\"stream\":true"));

                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.text()).isEqualTo("{\"response\":\"mocked\"}");
                assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            }
            assertRefused(Proxied.by(mock).post(NO_PATH, "{}"), 404, "Not found");
            assertRefused(Proxied.by(mock).post(Proxied.MESSAGES, "{\"model\":\"x\"}"), 400, "Unsupported model");
            assertThat(mock.upstream().received()).isEmpty();
        }
    }
}
