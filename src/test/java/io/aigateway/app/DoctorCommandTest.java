package io.aigateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.testkit.FakeIssuer;
import io.aigateway.testkit.FakeUpstream;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Received;
import io.aigateway.testkit.Reply;
import io.aigateway.wire.Json;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command that finds out what is wrong, before a fake issuer and a fake provider. */
class DoctorCommandTest {
    private static final String KEY = "planted-key";
    private static final String SONNET = "claude_sonnet_4_6";

    private static final String WHOLE = """
            {"id": "m", "type": "message", "role": "assistant", "model": "claude", "stop_reason": "end_turn",
             "content": [{"type": "text", "text": "ok"}], "usage": {"input_tokens": 11, "output_tokens": 4}}
            """;

    private static final String STREAM = """
            event: message_start
            data: {"type":"message_start","message":{"id":"m","model":"claude","content":[],"usage":{"input_tokens":11,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"ok"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":4}}

            event: message_stop
            data: {"type":"message_stop"}

            """;

    @TempDir
    private Path folder;

    private Vertx vertx;
    private FakeIssuer issuer;
    private FakeUpstream upstream;
    private final Map<String, String> variables = new HashMap<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        issuer = FakeIssuer.start(vertx);
        upstream = OnLoop.await(FakeUpstream.start(vertx));
        upstream.willAnswerBy(DoctorCommandTest::answer);
        variables.put("AIGW_GITLAB_URL", issuer.url().toString());
        variables.put("AIGW_CUSTOMER_PORTAL_URL", issuer.url().toString());
        variables.put("ANTHROPIC_API_KEY", KEY);
        variables.put("ANTHROPIC_BASE_URL", upstream.url() + "/anthropic");
        variables.put("AIGW_PROVIDERS__RETRIES", "0");
    }

    @AfterEach
    void stop() {
        OnLoop.await(vertx.close());
    }

    private static Reply answer(Received asked) {
        if (asked.method().equals("HEAD")) {
            return Reply.of(404, "").header("date", "Fri, 31 Dec 1999 23:59:59 GMT");
        }
        return asked.text().contains("\"stream\":true") ? Reply.sse(STREAM) : Reply.json(200, WHOLE);
    }

    private int run(String... arguments) {
        return new DoctorCommand(variables, folder)
                .run(List.of(arguments), new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }

    private String output() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private JsonNode json() throws IOException {
        return Json.read(bytes.toByteArray());
    }

    /** The findings about something, one after another. */
    private List<JsonNode> findings(String check, String about) throws IOException {
        return json().get("findings")
                .valueStream()
                .filter(finding -> finding.get("check").textValue().equals(check))
                .filter(finding -> finding.get("about").textValue().startsWith(about))
                .toList();
    }

    @Test
    void asksAModelWholeAndAsAStream() throws IOException {
        upstream.willAnswerBy(asked -> asked.method().equals("HEAD") ? Reply.of(404, "") : answer(asked));

        assertThat(run("--json", "--model", SONNET)).as(output()).isZero();

        assertThat(json().get("fine").booleanValue()).isTrue();
        assertThat(findings("start", "gateway").get(0).get("verdict").textValue())
                .isEqualTo("ok");
        assertThat(findings("issuer", issuer.url().toString())
                        .get(0)
                        .get("text")
                        .textValue())
                .contains("publishes keys, issuer " + issuer.issuer());
        List<JsonNode> model = findings("model", SONNET);
        assertThat(model).hasSize(2);
        assertThat(model.get(0).get("text").textValue()).contains("11 tokens read, 4 written");
        assertThat(model.get(1).get("about").textValue()).endsWith(", streamed");
        assertThat(model.get(1).get("text").textValue()).contains("1 pieces, 11 tokens read, 4 written");
        assertThat(output()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "401, failed, does not accept ANTHROPIC_API_KEY",
        "404, failed, the account has no model claude-sonnet-4-6",
        "400, failed, does not take a plain question",
        "429, warning, the account is at its limit",
        "500, failed, status page"
    })
    void saysWhatIsWrongWithAProvider(int status, String verdict, String mend) throws IOException {
        upstream.willAnswerBy(asked -> Reply.json(asked.method().equals("HEAD") ? 200 : status, "{}"));

        int exit = run("--json", "--model", SONNET);

        JsonNode model = findings("model", SONNET).get(0);
        assertThat(model.get("verdict").textValue()).isEqualTo(verdict);
        assertThat(model.get("mend").textValue()).contains(mend);
        assertThat(findings("model", SONNET)).hasSize(1);
        assertThat(exit).isEqualTo(verdict.equals("failed") ? 1 : 0);
        assertThat(output()).doesNotContain(KEY);
    }

    @Test
    void saysWhenUsageIsNotTold() throws IOException {
        upstream.willAnswerBy(asked -> asked.method().equals("HEAD")
                ? Reply.of(200, "")
                : Reply.json(200, WHOLE.replaceAll(", \"usage\".*}\\s*}", "}")));

        run("--json", "--model", SONNET);

        assertThat(findings("model", SONNET).get(0).get("text").textValue()).contains("does not say how many tokens");
        assertThat(findings("model", SONNET).get(1).get("verdict").textValue()).isEqualTo("failed");
    }

    @Test
    void saysWhichFeaturesHaveNoProvider() {
        assertThat(run()).isEqualTo(1);

        assertThat(output())
                .containsPattern("warning +model +vertexai: is not set up; not served: .*claude_sonnet_4_6_vertex")
                .containsPattern("warning +model +bedrock: is not spoken to")
                .contains("-> set AIGW_GOOGLE_CLOUD_PLATFORM__PROJECT")
                .contains("-> set AIGW_MODEL_KEYS__FIREWORKS_PROVIDER_API_KEY")
                .containsPattern("ok +model +claude_sonnet_5 at anthropic: answers in \\d+ ms");
    }

    @Test
    void findsAClockThatIsWrong() {
        assertThat(run("--model", SONNET)).isEqualTo(1);

        assertThat(output())
                .containsPattern("failed +network +127\\.0\\.0\\.1:" + upstream.port() + ": its clock differs")
                .contains("-> set the clock of this machine");
    }

    @Test
    void findsHostsThatAreNotThere() throws IOException {
        variables.put("AIGW_GITLAB_URL", "http://127.0.0.1:1");
        variables.put("AIGW_CUSTOMER_PORTAL_URL", "https://no-such-host.invalid");
        variables.put("ANTHROPIC_BASE_URL", "https://127.0.0.1:" + upstream.port());

        assertThat(run("--json", "--model", SONNET)).isEqualTo(1);

        assertThat(findings("network", "127.0.0.1:1").get(0).get("mend").textValue())
                .contains("check AIGW_GITLAB_URL");
        assertThat(findings("network", "no-such-host").get(0).get("text").textValue())
                .contains("no such name in DNS");
        assertThat(findings("network", "127.0.0.1:" + upstream.port())
                        .get(0)
                        .get("text")
                        .textValue())
                .startsWith("TLS: ");
        assertThat(findings("issuer", "http://127.0.0.1:1")
                        .get(0)
                        .get("verdict")
                        .textValue())
                .isEqualTo("failed");
        assertThat(findings("model", SONNET).get(0).get("mend").textValue()).contains("network check");
    }

    @Test
    void findsAnIssuerWithoutKeys() throws IOException {
        issuer.withdrawAll();

        run("--json", "--model", SONNET);

        assertThat(findings("issuer", issuer.url().toString())
                        .get(0)
                        .get("text")
                        .textValue())
                .contains("publishes no key");
    }

    @Test
    void looksForTheOtherNodes() throws IOException {
        variables.put("AIGW_CLUSTER__ENABLED", "true");
        variables.put("AIGW_CLUSTER__MEMBERS", "127.0.0.1:" + upstream.port() + ",no-such-node.invalid,127.0.0.1:1");

        run("--json", "--model", SONNET);

        assertThat(findings("cluster", ""))
                .extracting(finding -> finding.get("verdict").textValue())
                .containsExactly("ok", "failed", "warning");
    }

    @Test
    void namesEverySettingThatIsWrong() {
        variables.put("AIGW_HTTP__REQUEST_TIMEOUT", "soon");
        variables.put("AIGW_HTTP__REQUEST_TIMEOT", "3");

        assertThat(run()).isEqualTo(1);

        assertThat(output())
                .contains("AIGW_HTTP__REQUEST_TIMEOUT: \"soon\"")
                .contains("AIGW_HTTP__REQUEST_TIMEOT")
                .contains("2 failed, 0 warnings");
    }

    @Test
    void saysThatAFileCannotBeUsed() {
        variables.put("AIGW_MODEL_CATALOGUE_FILE", folder.resolve("none.yaml").toString());

        assertThat(run()).isEqualTo(1);
        assertThat(output()).contains("none.yaml");
    }

    @Test
    void makesNoCallsInMockMode() throws IOException {
        variables.put("AIGW_MOCK_MODEL_RESPONSES", "true");
        variables.put("AIGW_AUTH__BYPASS_EXTERNAL", "true");
        variables.put("AIGW_ENVIRONMENT", "development");

        assertThat(run("--json")).as(output()).isZero();

        assertThat(findings("model", "all").get(0).get("verdict").textValue()).isEqualTo("skipped");
        assertThat(findings("settings", "authentication").get(0).get("verdict").textValue())
                .isEqualTo("warning");
        assertThat(upstream.received()).isEmpty();
    }

    @Test
    void letsNobodyInUnseenInProduction() {
        variables.put("AIGW_AUTH__BYPASS_EXTERNAL", "true");
        variables.put("AIGW_ENVIRONMENT", "production");

        run("--model", SONNET);

        assertThat(output()).containsPattern("failed +settings +authentication: anybody is let in");
    }

    @Test
    void knowsNoOtherArguments() {
        assertThat(run("--model", "no_such_model")).isEqualTo(1);
        assertThat(output()).contains("there is no such model");
        assertThatThrownBy(() -> run("now")).hasMessageContaining("doctor [--json]");
        assertThatThrownBy(() -> run("--jason")).hasMessageContaining("or one of [json]");
    }
}
