package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.testkit.Received;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Credentials and personal data that models never see, and clients get back. */
class RedactionE2eTest {
    private static final String TOKEN = "glpat-aB3daB3daB3daB3daB3d";

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(
                "AIGW_REDACTION__FEATURES", "code_suggestions,chat,prompts,blueprint,embeddings,search",
                "AIGW_VERTEX_SEARCH__PROJECT", "search-project");
        gateway.upstream().willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Received asked() {
        List<Received> received = gateway.upstream().received();
        return received.get(received.size() - 1);
    }

    private static String completion(String above, boolean stream) {
        return Wire.json(Map.of(
                "prompt_version",
                1,
                "stream",
                stream,
                "model_provider",
                "fireworks_ai",
                "current_file",
                Map.of(
                        "file_name",
                        "a.py",
                        "content_above_cursor",
                        above,
                        "content_below_cursor",
                        "# by jane@example.com")));
    }

    @Test
    void hidesInAPromptAndRestoresInAStream() {
        gateway.upstream().willAnswer(Wire.completionStream("login(\"Redact", "edTok", "en0002", "\") # Redacted"));

        Answer answer =
                gateway.rails("complete_code").post("/v2/completions", completion("token = \"" + TOKEN + "\"\n", true));

        assertThat(asked().text())
                .contains("RedactedToken0002", "RedactedEmail0001")
                .doesNotContain(TOKEN, "jane@");
        assertThat(answer.text()).isEqualTo("login(\"" + TOKEN + "\") # Redacted");
        assertThat(gateway.count("gateway_redactions", "feature", "code_suggestions", "kind", "token"))
                .isEqualTo(1);
        assertThat(gateway.metric("gateway_redactions_total", "kind=\"email\"")).isEqualTo(1);
    }

    @Test
    void restoresInAWholeAnswer() {
        gateway.upstream().willAnswer(Wire.completion("mail(\"RedactedEmail0001\")"));

        Answer answer = gateway.rails("complete_code")
                .post("/v2/completions", completion("token = \"" + TOKEN + "\"\n", false));

        assertThat(answer.json().get("choices").get(0).get("text").textValue()).isEqualTo("mail(\"jane@example.com\")");
    }

    @Test
    void hidesInChat() {
        gateway.upstream().willAlwaysAnswer(Wire.messageStream("Final Answer: Write to Redacted", "Email0001."));

        Answer answer = gateway.rails("duo_classic_chat")
                .post(
                        "/v2/chat/agent",
                        "{\"messages\": [{\"role\": \"user\", \"content\": \"Who is jane@example.com?\"}],"
                                + " \"model_metadata\": {\"provider\": \"gitlab\", \"identifier\": \"claude_sonnet_4_6\"}}");

        assertThat(asked().text()).contains("RedactedEmail0001").doesNotContain("jane@");
        assertThat(answer.text()).contains("jane@example.com").doesNotContain("Redacted");
    }

    @Test
    void hidesFromEmbeddingsAndSearch() {
        gateway.upstream()
                .willAnswerAt(Wire.VERTEX_EMBEDDING, Wire.vertexVectors(new double[] {0.5}))
                .willAnswerAt("/search", Wire.found(Map.of("a", "b")));

        gateway.rails("semantic_search_issue")
                .post("/internal/embeddings", "{\"content\": \"from jane@example.com\", \"content_type\": \"issue\"}");
        assertThat(asked().text()).contains("from RedactedEmail0001").doesNotContain("jane@");

        gateway.rails("documentation_search")
                .post("/v1/search/gitlab-docs", SearchE2eTest.body("reset " + TOKEN, "17.0.0"));
        assertThat(asked().text()).contains("reset RedactedToken0001").doesNotContain(TOKEN);
    }

    @Test
    void tellsModelsEverythingUnlessASettingSaysOtherwise() {
        try (TestGateway open = TestGateway.start()) {
            open.upstream().willAnswer(Wire.completion("RedactedToken0001"));

            Answer answer = open.rails("complete_code")
                    .post("/v2/completions", completion("token = \"" + TOKEN + "\"\n", false));

            assertThat(open.upstream().onlyRequest().text()).contains(TOKEN);
            assertThat(answer.json().get("choices").get(0).get("text").textValue())
                    .isEqualTo("RedactedToken0001");
        }
    }
}
