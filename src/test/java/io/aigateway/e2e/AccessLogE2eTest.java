package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.TestGateway;
import io.aigateway.observe.Logging;
import io.aigateway.testkit.Fixtures;
import io.aigateway.testkit.LogFile;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Reply;
import io.aigateway.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** One line for each request, with the contract's members, and with nobody's text in it. Contract sections 10.1 and 10.2. */
@Isolated
class AccessLogE2eTest {
    private static final String BODY = """
            {"prompt_version": 1, "current_file": {"file_name": "a.py", "content_above_cursor": "planted_prompt = 1",
             "content_below_cursor": "planted_suffix"}, "model_provider": "fireworks_ai"}
            """;

    @TempDir
    private Path folder;

    private Path file;
    private TestGateway gateway;

    @BeforeEach
    void start() {
        file = folder.resolve("gateway.log");
        Logging.configure("info", true, file.toString());
        gateway = TestGateway.start();
    }

    @AfterEach
    void stop() {
        gateway.close();
        Configurator.reconfigure(new DefaultConfiguration());
    }

    private List<JsonNode> lines() {
        try {
            return LogFile.whole(Files.readString(file))
                    .lines()
                    .map(AccessLogE2eTest::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return Json.read(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<JsonNode> accessLines(int count) {
        OnLoop.until("the line was written", () -> access().size() >= count);
        return access();
    }

    private List<JsonNode> access() {
        return lines().stream()
                .filter(line -> "api.access".equals(line.path("logger").textValue()))
                .toList();
    }

    @Test
    void writesTheMembersOfTheContract() {
        gateway.upstream().willAnswer(Wire.completion("planted answer"));

        gateway.rails("complete_code")
                .header("X-Request-ID", "request-42")
                .header("X-Gitlab-Version", "19.3.0")
                .header("X-Gitlab-Rails-Send-Start", "1767225600.482193")
                .header("User-Agent", "Ruby")
                .header("x-gitlab-enabled-feature-flags", "flag_a")
                .post("/v2/code/completions?a=b", BODY);

        JsonNode line = accessLines(1).get(0);
        assertThat(line.get("level").textValue()).isEqualTo("info");
        assertThat(line.get("type").textValue()).isEqualTo("mlops");
        assertThat(line.get("stage").textValue()).isEqualTo("main");
        assertThat(line.get("timestamp").textValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(line.get("correlation_id").textValue()).isEqualTo("request-42");
        assertThat(line.get("gitlab_version").textValue()).isEqualTo("19.3.0");
        assertThat(line.get("gitlab_realm").textValue()).isEqualTo("self-managed");
        assertThat(lines().get(lines().size() - 1).toString().split("gitlab_realm", -1))
                .hasSize(2);
        assertThat(line.get("gitlab_global_user_id").textValue()).isEqualTo(TestGateway.USER);
        assertThat(line.get("message").textValue())
                .matches("127\\.0\\.0\\.1:\\d+ - \"POST /v2/code/completions\\?a=b HTTP/1\\.1\" 200");
        assertThat(line.get("url").textValue()).endsWith("/v2/code/completions?a=b");
        assertThat(line.get("path").textValue()).isEqualTo("/v2/code/completions?a=b");
        assertThat(line.get("status_code").intValue()).isEqualTo(200);
        assertThat(line.get("method").textValue()).isEqualTo("POST");
        assertThat(line.get("http_version").textValue()).isEqualTo("1.1");
        assertThat(line.get("client_ip").textValue()).isEqualTo("127.0.0.1");
        assertThat(line.get("client_port").isInt()).isTrue();
        assertThat(line.get("duration_s").doubleValue()).isPositive();
        assertThat(line.get("duration_request").doubleValue()).isGreaterThan(1000);
        assertThat(line.get("request_arrived_at").textValue()).isNotEmpty();
        assertThat(line.get("response_start_duration_s").doubleValue()).isPositive();
        assertThat(line.get("first_chunk_duration_s").doubleValue()).isPositive();
        assertThat(line.get("cpu_s").isNumber()).isTrue();
        assertThat(line.get("content_type").textValue()).isEqualTo("application/json");
        assertThat(line.get("user_agent").textValue()).isEqualTo("Ruby");
        assertThat(line.get("auth_duration_s").doubleValue()).isPositive();
        assertThat(line.get("token_issuer").textValue())
                .isEqualTo(gateway.issuer().issuer());
        assertThat(line.get("enabled_feature_flags").textValue()).isEqualTo("flag_a");
        assertThat(line.get("meta.feature_category").textValue()).isEqualTo("code_suggestions");
    }

    @Test
    void saysWhyARequestWasRefused() {
        gateway.anonymous().post("/v2/code/completions", BODY);
        gateway.rails("duo_chat").post("/v2/code/completions", BODY);

        List<JsonNode> lines = accessLines(2);
        assertThat(lines.get(0).get("auth_error_details").textValue()).isEqualTo("No authorization header presented");
        assertThat(lines.get(0).get("status_code").intValue()).isEqualTo(401);
        assertThat(lines.get(1).get("http_exception_details").textValue())
                .isEqualTo("Unauthorized to access code completions");
    }

    @Test
    void carriesTheCorrelationIdAcrossEveryHop() {
        gateway.upstream().willAlwaysAnswer(Reply.json(200, "{\"choices\": \"defect\"}"));
        Logging.setLevel("debug");

        gateway.rails("complete_code").header("X-Request-ID", "request-77").post("/v2/code/completions", BODY);

        accessLines(1);
        assertThat(lines().stream().filter(line -> line.path("logger").asText().endsWith("UpstreamCalls")))
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(line.path("correlation_id").textValue()).isEqualTo("request-77"));
    }

    @Test
    void saysWhatAProxiedCallWasForAndWhatItConsumed() {
        gateway.upstream().willAnswer(Reply.sse(Fixtures.text("anthropic.messages.stream.text.sse")));
        gateway.upstream().willAnswer(Reply.json(200, Fixtures.text("openai.chat.response.json")));
        gateway.upstream().willAnswer(Reply.json(429, "{}"));

        Proxied.by(gateway).post(Proxied.MESSAGES, Proxied.claude(",\"stream\":true"));
        gateway.rails("explain_code").header(Proxied.HEADER, "explain_code").post(Proxied.CHAT, Proxied.gpt(""));
        Proxied.by(gateway).post(Proxied.CHAT, Proxied.gpt(""));
        Proxied.by(gateway).post("/v1/proxy/openai/v1/files", "{}");

        List<JsonNode> lines = accessLines(4);
        assertThat(lines.get(0).get("meta.unit_primitive").textValue()).isEqualTo(Proxied.UNIT_PRIMITIVE);
        assertThat(lines.get(0).get("meta.feature_category").textValue()).isEqualTo("duo_agent_platform");
        assertThat(lines.get(0).get("model").textValue()).isEqualTo(Proxied.CLAUDE);
        assertThat(lines.get(0).get("input_tokens").intValue()).isEqualTo(25);
        assertThat(lines.get(0).get("output_tokens").intValue()).isEqualTo(6);
        assertThat(lines.get(1).get("meta.feature_category").textValue()).isEqualTo("source_code_management");
        assertThat(lines.get(1).get("input_tokens").intValue()).isEqualTo(96);
        assertThat(lines.get(1).get("output_tokens").intValue()).isEqualTo(30);
        assertThat(lines.get(2).get("status_code").intValue()).isEqualTo(429);
        assertThat(lines.get(2).has("input_tokens")).isFalse();
        assertThat(lines.get(3).get("http_exception_details").textValue()).isEqualTo("Not found");
    }

    @Test
    void holdsNothingOfWhatPassesThroughAProxy() throws IOException {
        gateway.upstream().willAnswer(Reply.json(200, "{\"planted\":\"planted answer\"}"));
        gateway.upstream().willAnswer(Reply.json(500, "{\"planted\":\"planted error\"}"));
        gateway.upstream().willAnswer(Reply.hangUp());
        Logging.setLevel("debug");

        for (int call = 0; call < 3; call++) {
            Proxied.by(gateway).post(Proxied.MESSAGES, Proxied.claude(",\"planted\":\"planted prompt\""));
        }
        Proxied.by(gateway).post(Proxied.MESSAGES, "planted prompt, no JSON");

        accessLines(4);
        assertThat(Files.readString(file)).doesNotContain("planted").doesNotContain("eyJ");
    }

    @Test
    void holdsNoSecretNoTokenNoPromptAndNoAnswer() throws IOException {
        gateway.upstream().willAnswer(Wire.completion("planted answer"));
        String token = gateway.rails("complete_code").headers().get("Authorization");
        gateway.rails("complete_code").post("/v2/code/completions", BODY);
        gateway.upstream().willAlwaysAnswer(Reply.json(500, "planted upstream text"));
        gateway.rails("complete_code").post("/v2/code/completions", BODY);
        gateway.rails("complete_code").post("/v2/code/completions", BODY.replace("planted_suffix\"", "planted_suffix"));
        gateway.rails("complete_code").send("POST", "/v1/code/user_access_token");

        accessLines(4);
        String log = Files.readString(file);
        assertThat(log)
                .doesNotContain("planted")
                .doesNotContain(token.substring("Bearer ".length()))
                .doesNotContain("eyJ");
    }

    @Test
    void tellsWhyAStreamThatHadBegunWasCut() {
        Reply whole = Wire.completionStream("planted answer", "the rest");
        int middle = new String(whole.body(), StandardCharsets.UTF_8).indexOf("the rest");
        gateway.upstream().willAnswer(whole.cutAfter(middle));

        gateway.rails("complete_code")
                .postAndSeeItCut("/v2/code/completions", BODY.replaceFirst("\\{", "{\"stream\": true, "));

        JsonNode line = accessLines(1).get(0);
        assertThat(line.get("status_code").intValue()).isEqualTo(200);
        assertThat(line.get("http_exception_details").textValue())
                .isEqualTo("The connection to the provider broke off");
    }

    @Test
    void tellsWhichToolsTheAgentHadAndTook() {
        gateway.upstream()
                .willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN))
                .willAlwaysAnswer(Wire.messageStream(
                        "Thought: planted_thought\nAction: issue_reader\nAction Input: planted_input"));

        gateway.rails("duo_classic_chat", "ask_issue")
                .post("/v2/chat/agent", "{\"messages\": [{\"role\": \"user\", \"content\": \"planted_prompt\"}]}");

        JsonNode line = accessLines(1).get(0);
        assertThat(line.get("meta.feature_category").textValue()).isEqualTo("duo_chat");
        assertThat(line.get("duo_chat.agent_available_tools").toString()).isEqualTo("[\"issue_reader\"]");
        assertThat(line.get("duo_chat.agent_tool_action").textValue()).isEqualTo("issue_reader");
        assertThat(line.get("input_tokens").intValue()).isEqualTo(25);
        assertThat(line.toString()).doesNotContain("planted");
    }

    @Test
    void tellsWhichLimitRefusedAtTheDoorAndAtTheModel() throws IOException {
        Path limits = Files.writeString(
                folder.resolve("limits.yaml"),
                "policies: [{name: models, key: model, requests_per_minute: 1}, {name: all, requests_per_minute: 2}]");
        gateway.close();
        gateway = TestGateway.start("AIGW_LIMITS__FILE", limits.toString());
        gateway.upstream().willAlwaysAnswer(Wire.completion("planted answer"));

        for (int i = 0; i < 3; i++) {
            gateway.rails("complete_code").post("/v2/code/completions", BODY);
        }

        assertThat(accessLines(3))
                .extracting(line -> line.path("status_code").intValue() + " "
                        + line.path("limit").textValue())
                .containsExactly("200 null", "429 models", "429 all");
    }
}
