package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.TestGateway;
import io.aigateway.testkit.LogFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prompts and answers in the log: only when that is permitted, never with credentials. Contract section 10.3. */
@Isolated
class ContentLogE2eTest {
    private static final String PATH = "/v2/code/completions";
    private static final String BODY = """
            {"prompt_version": 1, "current_file": {"file_name": "a.py", "content_above_cursor": "planted_prompt = 1",
             "content_below_cursor": "planted_suffix"}, "model_provider": "fireworks_ai", "stream": %s}
            """;

    @TempDir
    private Path folder;

    private LogFile log;

    @BeforeEach
    void start() {
        log = LogFile.in(folder);
    }

    @AfterEach
    void stop() {
        log.close();
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, '', '', false",
        "true, false, '', '', true",
        "false, true, 'true', '', true",
        "false, true, 'True', '', false",
        "false, true, '', 'expanded_ai_logging', false",
        "false, false, '', 'a,expanded_ai_logging', true",
        "false, false, 'true', '', false"
    })
    void followsThePermission(boolean setting, boolean custom, String header, String flags, boolean permitted) {
        try (TestGateway gateway = TestGateway.start(
                "AIGW_LOGGING__ENABLE_REQUEST_LOGGING", String.valueOf(setting),
                "AIGW_CUSTOM_MODELS__ENABLED", String.valueOf(custom))) {
            gateway.upstream().willAnswer(Wire.completion("planted_answer"));

            gateway.rails("complete_code")
                    .header("x-gitlab-enabled-instance-verbose-ai-logs", header)
                    .header("x-gitlab-enabled-feature-flags", flags)
                    .post(PATH, BODY.formatted(false));

            log.lines("api.access", 1);
            assertThat(log.text().contains("planted_prompt")).isEqualTo(permitted);
            assertThat(log.text().contains("planted_answer")).isEqualTo(permitted);
        }
    }

    @Test
    void writesRequestPromptAndAnswerWithTheIdsOfTheRequest() {
        try (TestGateway gateway = TestGateway.start("AIGW_LOGGING__ENABLE_REQUEST_LOGGING", "true")) {
            gateway.upstream().willAnswer(Wire.completionStream("planted_", "answer"));

            gateway.rails("complete_code").header("X-Request-ID", "request-9").post(PATH, BODY.formatted(true));

            List<JsonNode> lines = log.lines("codesuggestions", 3);
            assertThat(lines).allSatisfy(line -> {
                assertThat(line.path("correlation_id").textValue()).isEqualTo("request-9");
                assertThat(line.path("gitlab_global_user_id").textValue()).isEqualTo(TestGateway.USER);
                assertThat(line.path("gitlab_realm").textValue()).isEqualTo("self-managed");
            });
            assertThat(lines.get(0).path("request").textValue()).contains("planted_prompt = 1");
            assertThat(lines.get(1).path("prompt").toString()).contains("planted_prompt = 1");
            assertThat(lines.get(2).path("answer").textValue()).isEqualTo("planted_answer");
        }
    }

    @Test
    void writesNoCredentialThatACallerSends() {
        try (TestGateway gateway = TestGateway.start(
                "AIGW_LOGGING__ENABLE_REQUEST_LOGGING", "true", "AIGW_CUSTOM_MODELS__ENABLED", "true")) {
            String body = """
                    {"inputs": {"query": "planted_question"}, "model_metadata": {"endpoint": "%s", "name": "general",
                     "provider": "openai", "identifier": "x/y", "api_key": "planted_key"}}
                    """.formatted(gateway.upstream().url());

            gateway.rails("duo_chat").post("/v1/prompts/model_configuration/check?private_token=planted_token", body);
            gateway.rails("complete_code")
                    .post(
                            PATH,
                            BODY.formatted(false)
                                    .replace("\"stream\"", "\"model_api_key\": \"planted_key\", \"stream\""));

            log.lines("api.access", 2);
            log.lines("codesuggestions", 1);
            assertThat(log.text())
                    .contains("planted_prompt")
                    .contains("private_token=**********")
                    .doesNotContain("planted_key")
                    .doesNotContain("planted_token")
                    .doesNotContain(TestGateway.FIREWORKS_KEY);
        }
    }
}
