package io.aigateway.e2e;

import static io.aigateway.e2e.Blueprint.CODE;
import static io.aigateway.e2e.Blueprint.ONE_PROMPT;
import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.bus.BusOptions;
import io.aigateway.testkit.OnLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients report of suggestions, as metrics. */
class TelemetryE2eTest {
    private static final String OUTCOMES = "gateway_suggestion_outcomes";

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start("AIGW_MOCK_MODEL_RESPONSES", "true");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Answer report(String body) {
        return gateway.rails("complete_code").post("/v1/telemetry", body);
    }

    private String identifierOfAnAnswer() {
        Answer answer = gateway.rails("complete_code").post(CODE, ONE_PROMPT);
        return answer.json().get("metadata").get("identifier").textValue();
    }

    @Test
    void countsWhatBecameOfAnAnswer() {
        String identifier = identifierOfAnAnswer();

        Answer accepted =
                report("{\"identifier\": \"" + identifier + "\", \"outcome\": \"accepted\", \"latency_ms\": 450}");
        Answer rejected = report("{\"identifier\": \"" + identifier + "\", \"outcome\": \"rejected\"}");

        assertThat(accepted.status()).as(accepted.text()).isEqualTo(204);
        assertThat(accepted.text()).isEmpty();
        assertThat(rejected.status()).isEqualTo(204);
        String[] labels = {"model", "codestral_2508_vertex", "language", "ruby", "feature", "code_completions"};
        assertThat(gateway.count(OUTCOMES, labels)).isEqualTo(2);
        assertThat(gateway.count(OUTCOMES, "outcome", "accepted")).isEqualTo(1);
        assertThat(gateway.milliseconds("gateway_suggestion_latency_seconds", "model", "codestral_2508_vertex"))
                .isEqualTo(450);
    }

    /** Answers of GitLab's own protocol carry no identifier: their clients say what they know. */
    @Test
    void takesTheClientsWordsWhereTheIdentifierSaysNothing() {
        Answer answer =
                report("{\"identifier\": \"deadbeef\", \"outcome\": \"accepted\", \"model\": \"codestral_2501_vertex\","
                        + " \"language\": \"typescriptreact\", \"feature\": \"code_completions\"}");

        assertThat(answer.status()).isEqualTo(204);
        String[] labels = {"model", "codestral_2508_vertex", "language", "ts", "feature", "code_completions"};
        assertThat(gateway.count(OUTCOMES, labels)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deadbeef",
                "a:b:klingon:d",
                "1:code_completions\\n:ruby\\\"}:codestral\\u0000",
                "::::::",
                "1:CODE_COMPLETIONS:Ruby:CODESTRAL_2508_VERTEX"
            })
    void countsUnderNoWordThatItDoesNotKnow(String identifier) {
        Answer answer = report("{\"identifier\": \"" + identifier + "\", \"outcome\": \"accepted\"}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        assertThat(gateway.count(OUTCOMES)).isEqualTo(1);
        assertThat(gateway.count(OUTCOMES, "model", "other", "language", "other", "feature", "other"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"identifier\": \"x\"}",
                "{\"outcome\": \"accepted\"}",
                "{\"identifier\": \"x\", \"outcome\": \"maybe\"}",
                "{\"identifier\": 7, \"outcome\": \"accepted\"}",
                "{\"identifier\": \"\", \"outcome\": \"accepted\"}",
                "{\"identifier\": \"x\", \"outcome\": \"accepted\", \"latency_ms\": -1}",
                "{\"identifier\": \"x\", \"outcome\": \"accepted\", \"latency_ms\": 1e300}",
                "{\"identifier\": \"x\", \"outcome\": \"accepted\", \"model\": [\"a\"]}",
                "not json"
            })
    void refusesAMalformedReport(String body) {
        Answer answer = report(body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(gateway.count(OUTCOMES)).isZero();
    }

    @Test
    void namesTheFieldThatIsWrong() {
        assertThat(report("{\"identifier\": \"x\", \"outcome\": \"maybe\"}")
                        .json()
                        .get("detail")
                        .textValue())
                .contains("'loc': ('body', 'outcome')");
    }

    @Test
    void takesReportsOfThoseOnlyWhoMayGetAnswers() {
        Answer answer = gateway.rails("documentation_search")
                .post("/v1/telemetry", "{\"identifier\": \"x\", \"outcome\": \"accepted\"}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(gateway.count(OUTCOMES)).isZero();
    }

    private static String completion(String telemetry) {
        return "{\"prompt_version\": 1, \"current_file\": {\"file_name\": \"a.py\", \"content_above_cursor\": \"x = \","
                + " \"content_below_cursor\": \"\"}, \"telemetry\": [" + telemetry + "]}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/code/completions", "/v2/completions", "/v2/code/generations"})
    void countsWhatEditorsSumUp(String path) {
        Answer answer = gateway.rails("complete_code", "generate_code")
                .post(
                        path,
                        completion(
                                "{\"model_engine\": \"vertex-ai\", \"model_name\": \"codestral-2508\", \"lang\": \"python\","
                                        + " \"requests\": 5, \"accepts\": 2, \"errors\": 1}, {\"requests\": 3, \"accepts\": 0,"
                                        + " \"errors\": 0}"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String[] known = {"model_engine", "vertex-ai", "model_name", "codestral_2508_vertex", "lang", "python"};
        String[] unknown = {"model_engine", "other", "model_name", "other", "lang", "other"};
        OnLoop.until("it is counted", () -> gateway.count("code_suggestions_requests", unknown) == 3);
        assertThat(gateway.count("code_suggestions_requests", known)).isEqualTo(5);
        assertThat(gateway.count("code_suggestions_accepts", known)).isEqualTo(2);
        assertThat(gateway.count("code_suggestions_errors", known)).isEqualTo(1);
        assertThat(gateway.count("code_suggestions_accepts", unknown)).isZero();
    }

    @Test
    void countsBetweenNodesToo() {
        try (TestGateway own =
                TestGateway.start(BusOptions.defaults().withForceWire(true), "AIGW_MOCK_MODEL_RESPONSES", "true")) {
            String identifier = own.rails("complete_code")
                    .post(CODE, ONE_PROMPT)
                    .json()
                    .get("metadata")
                    .get("identifier")
                    .textValue();
            own.rails("complete_code")
                    .post("/v1/telemetry", "{\"identifier\": \"" + identifier + "\", \"outcome\": \"rejected\"}");
            own.rails("complete_code")
                    .post("/v2/completions", completion("{\"requests\": 5, \"accepts\": 2, \"errors\": 1}"));

            assertThat(own.count(OUTCOMES, "language", "ruby", "outcome", "rejected"))
                    .isEqualTo(1);
            OnLoop.until("it is counted", () -> own.count("code_suggestions_accepts") == 2);
        }
    }

    @Test
    void believesNoAbsurdSums() {
        gateway.rails("complete_code")
                .post(
                        "/v2/code/completions",
                        completion("{\"requests\": 2147483647, \"accepts\": -2147483648, \"errors\": 1}"));

        OnLoop.until("it is counted", () -> gateway.count("code_suggestions_errors") == 1);
        assertThat(gateway.count("code_suggestions_requests")).isEqualTo(100_000);
        assertThat(gateway.count("code_suggestions_accepts")).isZero();
    }

    @Test
    void countsNothingOfARequestThatIsRefused() {
        Answer answer = gateway.rails("duo_chat")
                .post("/v2/code/completions", completion("{\"requests\": 5, \"accepts\": 2, \"errors\": 1}"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(gateway.count("code_suggestions_requests")).isZero();
    }
}
