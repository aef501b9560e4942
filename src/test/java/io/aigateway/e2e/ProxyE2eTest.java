package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.testkit.Fixtures;
import io.aigateway.testkit.Received;
import io.aigateway.testkit.Reply;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a proxied call goes, what goes with it, and what comes back. Contract sections 4.3 to 4.9. */
class ProxyE2eTest {
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start();
        gateway.upstream()
                .willAlwaysAnswer(Wire.messages("hi"))
                .willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Received asked() {
        return gateway.upstream().onlyRequest();
    }

    /** Names and values of all headers but those of HTTP itself. */
    private static String headersOf(Received asked) {
        return asked.headers().entries().stream()
                .map(header -> header.getKey().toLowerCase(Locale.ROOT) + ": " + header.getValue())
                .filter(header -> !header.startsWith("host: ") && !header.startsWith("content-length: "))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/proxy/anthropic/v1/messages, /anthropic/v1/messages",
        "/v1/proxy/anthropic/v1/messages?beta=true, /anthropic/v1/messages?beta=true",
        "/v1/proxy/anthropic/v1/messages/count_tokens?beta=true, /anthropic/v1/messages/count_tokens?beta=true",
        "/internal/proxy/anthropic/v1/messages, /anthropic/v1/messages",
    })
    void callsAnthropic(String path, String upstream) {
        Proxied.by(gateway)
                .header("Accept", "application/json")
                .header("anthropic-version", "2023-06-01")
                .header("anthropic-beta", "one,two")
                .header("User-Agent", "claude-cli/2.0")
                .header("x-api-key", "the caller's own")
                .header("Cookie", "a=b")
                .header("X-Forwarded-For", "10.0.0.1")
                .post(path, Proxied.claude(""));

        assertThat(asked().method()).isEqualTo("POST");
        assertThat(asked().path()).isEqualTo(upstream);
        assertThat(asked().text()).isEqualTo(Proxied.claude(""));
        assertThat(headersOf(asked())).isEqualTo("""
                        accept-encoding: identity
                        accept: application/json
                        anthropic-beta: one,two
                        anthropic-version: 2023-06-01
                        content-type: application/json
                        x-api-key: planted-anthropic-key""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat/completions", "embeddings", "models", "responses"})
    void callsOpenAi(String path) {
        Proxied.by(gateway)
                .header("Accept", "text/event-stream")
                .header("User-Agent", "codex/1.0")
                .header("OpenAI-Organization", "someone's")
                .post("/v1/proxy/openai/v1/" + path, Proxied.gpt(""));

        assertThat(asked().path()).isEqualTo("/openai/v1/" + path);
        assertThat(asked().text()).isEqualTo(Proxied.gpt(""));
        assertThat(headersOf(asked())).isEqualTo("""
                        accept-encoding: identity
                        accept: text/event-stream
                        authorization: Bearer planted-openai-key
                        content-type: application/json
                        user-agent: codex/1.0""");
    }

    @ParameterizedTest
    @CsvSource({
        "'', us-central1",
        "AIGW_GOOGLE_CLOUD_PLATFORM__LOCATION, europe-west4",
        "AIGW_VERTEX_TEXT_MODEL__LOCATION, europe-west4",
        "AIGW_VERTEXAI_LOCATION, europe-west4",
    })
    void callsVertexInItsOwnProjectAndLocation(String setting, String location) {
        try (TestGateway there = setting.isEmpty() ? TestGateway.start() : TestGateway.start(setting, location)) {
            there.upstream()
                    .willAlwaysAnswer(Reply.json(200, Fixtures.text("vertex.embeddings.response.json")))
                    .willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));

            Answer answer = Proxied.by(there)
                    .header("Accept", "application/json")
                    .header("anthropic-version", "2023-06-01")
                    .post(Proxied.PREDICT, "{\"instances\":[{\"content\":\"merge request\"}]}");

            assertThat(answer.text()).isEqualTo(Fixtures.text("vertex.embeddings.response.json"));
            Received call = there.upstream().request(1);
            assertThat(call.path())
                    .isEqualTo("/v1/projects/fixture-project/locations/" + location
                            + "/publishers/google/models/text-embedding-005:predict");
            assertThat(headersOf(call)).isEqualTo("""
                            accept-encoding: identity
                            authorization: Bearer planted-google-token
                            content-type: application/json""");
        }
    }

    @Test
    void streamsFromVertexAsEventsOrAsAnArray() {
        String path = Proxied.PREDICT.replace("text-embedding-005:predict", "gemini-2.5-flash:streamGenerateContent");
        gateway.upstream()
                .willAnswerAt(
                        ":streamGenerateContent", Reply.json(200, "[{},\r\n{}]").inPiecesOf(2))
                .willAnswerAt(":streamGenerateContent?alt=sse", Reply.sse(Fixtures.text("vertex.gemini.stream.sse")));

        assertThat(Proxied.by(gateway).post(path, "{}").text()).isEqualTo("[{},\r\n{}]");
        assertThat(Proxied.by(gateway).post(path + "?alt=sse", "{}").text())
                .isEqualTo(Fixtures.text("vertex.gemini.stream.sse"));
    }

    @Test
    void takesTheKeyOfAModelThatHasOneOfItsOwn() {
        try (TestGateway other = TestGateway.start(
                "ANTHROPIC_API_KEY",
                "",
                "AIGW_MODEL_SELECTION__MODEL_PARAMS",
                "{\"claude_sonnet_4_6\":{\"api_key\":\"planted-key-of-the-model\"}}")) {
            other.upstream().willAlwaysAnswer(Wire.messages("hi"));

            assertThat(Proxied.by(other)
                            .post(Proxied.MESSAGES, Proxied.claude(""))
                            .status())
                    .isEqualTo(200);
            assertThat(other.upstream().onlyRequest().header("x-api-key")).isEqualTo("planted-key-of-the-model");
        }
    }

    @Test
    void passesBackNoHeaderButThoseOfTheContract() {
        gateway.upstream()
                .willAnswer(Wire.messages("hi")
                        .header("content-type", "application/json; charset=utf-8")
                        .header("anthropic-beta", "one")
                        .header("anthropic-organization-id", "planted-organization")
                        .header("request-id", "req_1")
                        .header("set-cookie", "a=b")
                        .header("x-anything", "1"));

        Answer answer = Proxied.by(gateway).post(Proxied.MESSAGES, Proxied.claude(""));

        assertThat(answer.response().headers().map().keySet())
                .containsExactlyInAnyOrder(
                        "content-type",
                        "anthropic-beta",
                        "content-length",
                        "x-request-id",
                        "x-process-time",
                        // The gateway's own, of every answer.
                        "cache-control",
                        "content-security-policy",
                        "x-content-type-options");
        assertThat(answer.header("content-type")).isEqualTo("application/json; charset=utf-8");
        assertThat(answer.header("anthropic-beta")).isEqualTo("one");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204})
    void passesEverySuccess(int status) {
        gateway.upstream().willAnswer(Reply.json(status, status == 204 ? "" : "{}"));

        Answer answer = Proxied.by(gateway).post(Proxied.MESSAGES, Proxied.claude(""));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).isEqualTo(status == 204 ? "" : "{}");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirectAndPassesNoLocation(int status) {
        gateway.upstream()
                .willAnswer(Reply.of(status, "")
                        .header("location", gateway.upstream().url() + "/elsewhere"));

        Answer answer = Proxied.by(gateway).post(Proxied.MESSAGES, Proxied.claude(""));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("location")).isEmpty();
        assertThat(gateway.upstream().received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 413, 500, 529})
    void passesAnErrorWithItsStatusAndBody(int status) {
        String body = Fixtures.text("anthropic.error." + status + ".json");
        gateway.upstream().willAnswer(Reply.json(status, body).header("retry-after", "7"));

        Answer answer = Proxied.by(gateway).post(Proxied.MESSAGES, Proxied.claude(""));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).isEqualTo(body);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("retry-after")).isEmpty();
    }

    @Test
    void wrapsAnErrorThatIsNoJson() {
        gateway.upstream()
                .willAnswer(Reply.of(502, "<html>\"caf\u00e9\"</html>").header("content-type", "text/html"));
        gateway.upstream().willAnswer(Reply.of(503, ""));

        Answer html = Proxied.by(gateway).post(Proxied.MESSAGES, Proxied.claude(""));
        Answer nothing = Proxied.by(gateway).post(Proxied.MESSAGES, Proxied.claude(""));

        assertThat(html.status()).isEqualTo(502);
        assertThat(html.text()).isEqualTo("{\"message\":\"<html>\\\"caf\u00e9\\\"</html>\"}");
        assertThat(html.header("content-type")).isEqualTo("application/json");
        assertThat(nothing.status()).isEqualTo(503);
        assertThat(nothing.text()).isEqualTo("{\"message\":\"\"}");
    }

    @Test
    void readsNoMoreOfAnErrorThanItMay() {
        gateway.upstream().willAnswer(Reply.of(500, "x".repeat(1000)).endless());

        Answer answer = Proxied.by(gateway).post(Proxied.MESSAGES, Proxied.claude(""));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.json().get("message").textValue()).hasSize(64 * 1024);
    }

    @Test
    void saysBadGatewayWhenTheProviderHangsUp() {
        gateway.upstream().willAnswer(Reply.hangUp());

        Answer answer = Proxied.by(gateway).post(Proxied.MESSAGES, Proxied.claude(""));

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Bad Gateway\"}");
    }

    @Test
    void saysBadGatewayWhenTheProviderSpeaksNoHttp() {
        gateway.upstream()
                .willAnswer(Wire.messages("hi").header("content-length", "2").header("transfer-encoding", "chunked"));

        Answer answer = Proxied.by(gateway).post(Proxied.MESSAGES, Proxied.claude(""));

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Bad Gateway\"}");
    }

    @Test
    void saysBadGatewayWhenNobodyIsThere() {
        try (TestGateway alone = TestGateway.start("ANTHROPIC_BASE_URL", "http://127.0.0.1:1")) {
            Answer answer = Proxied.by(alone).post(Proxied.MESSAGES, Proxied.claude(""));

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.text()).isEqualTo("{\"detail\":\"Bad Gateway\"}");
        }
    }

    @Test
    void saysBadGatewayWhenTheProviderTakesTooLong() {
        try (TestGateway hasty = TestGateway.start("AIGW_HTTP__REQUEST_TIMEOUT", "0.3")) {
            hasty.upstream().willAnswer(Reply.never());

            Answer answer = Proxied.by(hasty).post(Proxied.MESSAGES, Proxied.claude(""));

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.text()).isEqualTo("{\"detail\":\"Bad Gateway\"}");
        }
    }

    @Test
    void saysBadGatewayWhenGoogleGivesNoToken() {
        gateway.upstream().willAnswerAt(Wire.METADATA_TOKEN, Reply.json(404, "{}"));

        Answer answer = Proxied.by(gateway).post(Proxied.PREDICT, "{\"instances\":[]}");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Bad Gateway\"}");
    }

    @Test
    void passesErrorsHoweverManyThereAre() {
        gateway.upstream().willAlwaysAnswer(Reply.json(529, Fixtures.text("anthropic.error.529.json")));

        for (int call = 0; call < 50; call++) {
            assertThat(Proxied.by(gateway)
                            .post(Proxied.MESSAGES, Proxied.claude(""))
                            .status())
                    .isEqualTo(529);
        }
    }

    @Test
    void offersPostOnly() {
        Answer answer = Proxied.by(gateway).send("GET", "/v1/proxy/openai/v1/models");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Method Not Allowed\"}");
        assertThat(Proxied.by(gateway)
                        .post("/v1/proxy/mistral/v1/chat/completions", "{}")
                        .status())
                .isEqualTo(404);
    }
}
