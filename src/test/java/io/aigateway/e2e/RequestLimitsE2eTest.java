package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is too large, too slow or no JSON is refused in the family's own shape, and the next request is served. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestLimitsE2eTest {
    private static final String PATH = "/v2/code/completions";
    private static final int MAX_BODY = 200_000;

    private TestGateway gateway;

    @BeforeAll
    void start() {
        gateway = TestGateway.start(
                "AIGW_MOCK_MODEL_RESPONSES", "true",
                "AIGW_HTTP__MAX_BODY_BYTES", String.valueOf(MAX_BODY),
                "AIGW_HTTP__BODY_TIMEOUT", "0.3",
                "AIGW_HTTP__VALIDATION_ERRORS", "list");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private Answer post(String body) {
        return gateway.rails("complete_code").post(PATH, body);
    }

    private static String body(String above, String extra) {
        return "{\"prompt_version\": 1, \"current_file\": {\"file_name\": \"a.py\", \"content_above_cursor\": \""
                + above + "\", \"content_below_cursor\": \"\"}" + extra + "}";
    }

    private static String repeat(String text, int times) {
        return text.repeat(times);
    }

    Stream<Arguments> malformed() {
        String deep = repeat("[", 5000) + repeat("]", 5000);
        String wide = IntStream.range(0, 60_000).mapToObj(i -> "1").collect(Collectors.joining(",", "[", "]"));
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("no JSON", "nonsense"),
                Arguments.of("cut JSON", "{\"prompt_version\": 1, "),
                Arguments.of("two documents", "{} {}"),
                Arguments.of("a list", "[]"),
                Arguments.of("a text", "\"text\""),
                Arguments.of("null", "null"),
                Arguments.of("too deep", body("", ", \"telemetry\": " + deep)),
                Arguments.of("too many items", body("", ", \"telemetry\": " + wide)),
                Arguments.of("no prompt_version", "{\"current_file\": {}}"),
                Arguments.of("prompt_version as text", body("", "").replace("1,", "\"1\",")),
                Arguments.of("unknown prompt_version", body("", "").replace("1,", "4,")),
                Arguments.of("no file", "{\"prompt_version\": 1}"),
                Arguments.of("a number for a text", body("", "").replace("\"a.py\"", "7")),
                Arguments.of("a long file name", body("", "").replace("a.py", repeat("a", 256))),
                Arguments.of("a long file", body(repeat("a", 100_001), "")),
                Arguments.of("a null list", body("", ", \"context\": null")),
                Arguments.of("a bad flag", body("", ", \"stream\": \"perhaps\"")),
                Arguments.of("a bad enumeration", body("", ", \"model_provider\": \"acme\"")),
                Arguments.of("too much telemetry", body("", ", \"telemetry\": [{},{},{},{},{},{},{},{},{},{},{}]")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void refusesWhatBreaksTheContractAndServesTheNextRequest(String what, String body) {
        Answer answer = post(body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json().get("detail").isArray()).isTrue();
        assertThat(answer.json().get("detail").get(0).get("loc").get(0).textValue())
                .isEqualTo("body");
        assertThat(post(body("x", "")).status()).isEqualTo(200);
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        byte[] bytes = body("XX", "").getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 'X') {
                bytes[i] = (byte) 0xC3;
            }
        }

        assertThat(gateway.rails("complete_code").post(PATH, bytes).status()).isEqualTo(422);
    }

    @Test
    void readsTheEditorsContentTypeAndUnknownMembers() {
        Answer answer = gateway.rails("complete_code")
                .header("Content-Type", " application/json")
                .post(PATH, body("x", ", \"intent\": \"completion\", \"anything\": {\"deep\": [1, 2]}"));

        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "\"1\"", "\"yes\"", "1"})
    void readsFlagsLeniently(String stream) {
        Answer answer = post(body("x", ", \"stream\": " + stream + ", \"project_id\": \"12\", \"choices_count\": 4.0"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("mock completion");
    }

    @Test
    void namesThePlaceOfAnError() {
        Answer answer = post(body("", "").replace("a.py", repeat("a", 256)));

        assertThat(answer.json().get("detail").get(0).toString())
                .startsWith("{\"type\":\"string_too_long\",\"loc\":[\"body\",1,\"current_file\",\"file_name\"],"
                        + "\"msg\":\"String should have at most 255 characters\",");
    }

    @Test
    void refusesABodyOverTheLimitAndServesTheNextRequestOfTheConnection() {
        Answer answer = post(body(repeat("a", MAX_BODY), ""));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().get("detail").isTextual()).isTrue();
        assertThat(post(body("x", "")).status()).isEqualTo(200);
    }

    @Test
    void refusesAChunkedBodyOverTheLimit() {
        Map<String, String> headers = gateway.rails("complete_code").headers();
        try (RawClient client = RawClient.connect(gateway.port())) {
            client.write("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n");
            headers.forEach((name, value) -> client.write(name + ": " + value + "\r\n"));
            client.write("\r\n");
            String chunk = repeat("a", 0x4000);
            for (int sent = 0; sent <= MAX_BODY; sent += chunk.length()) {
                client.write("4000\r\n" + chunk + "\r\n");
            }

            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 413");

            client.write("0\r\n\r\n");
            client.write("GET /monitoring/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.readUntil("{}")).contains("HTTP/1.1 200");
        }
    }

    @Test
    void closesTheConnectionOfABodyThatNeverEnds() {
        Map<String, String> headers = gateway.rails("complete_code").headers();
        try (RawClient client = RawClient.connect(gateway.port())) {
            client.write("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n");
            headers.forEach((name, value) -> client.write(name + ": " + value + "\r\n"));
            client.write("\r\n{\"prompt_version\":");

            assertThat(client.readUntilClosed()).startsWith("HTTP/1.1 408").contains("The body did not arrive in time");
        }
    }

    @Test
    void answers404WithATokenAnd401Without() {
        assertThat(gateway.rails().post("/no/such/path", "{}").text()).isEqualTo("{\"detail\":\"Not Found\"}");
        assertThat(gateway.rails().post("/no/such/path", "{}").status()).isEqualTo(404);
        assertThat(gateway.anonymous().post("/no/such/path", "{}").status()).isEqualTo(401);
    }

    @Test
    void answers405ForAnotherMethod() {
        Answer answer = gateway.rails().send("GET", PATH);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Method Not Allowed\"}");
    }
}
