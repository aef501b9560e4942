package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of other origins, where a setting names those that may call. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorsE2eTest {
    private static final String OURS = "https://gitlab.example.test";

    private TestGateway gateway;

    @BeforeAll
    void start() {
        gateway = TestGateway.start("AIGW_HTTP__CORS_ORIGINS", OURS + ", https://other.example.test");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private String ask(int port, String method, String origin, String more) {
        try (RawClient browser = RawClient.connect(port)) {
            return browser.write(
                            method + " /v2/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nOrigin: "
                                    + origin + "\r\n" + more + "\r\n")
                    .readUntil("\r\n\r\n");
        }
    }

    @Test
    void letsAPageOfThatOriginCall() {
        String preflight = ask(gateway.port(), "OPTIONS", OURS, "Access-Control-Request-Method: POST\r\n");
        String answer = ask(gateway.port(), "POST", OURS, "");

        assertThat(preflight).startsWith("HTTP/1.1 200");
        assertThat(preflight).containsIgnoringCase("Access-Control-Allow-Origin: " + OURS);
        assertThat(answer).startsWith("HTTP/1.1 401");
        assertThat(answer)
                .containsIgnoringCase("Access-Control-Allow-Origin: " + OURS)
                .containsIgnoringCase("Vary: Origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://gitlab.example.test.evil.test",
                "http://gitlab.example.test",
                "https://gitlab.example.test:8443",
                "null",
                "*"
            })
    void letsNoOtherPageReadAnything(String origin) {
        String preflight = ask(gateway.port(), "OPTIONS", origin, "Access-Control-Request-Method: POST\r\n");
        String answer = ask(gateway.port(), "POST", origin, "");

        assertThat(preflight).startsWith("HTTP/1.1 400").doesNotContainIgnoringCase("Access-Control-Allow-Origin");
        assertThat(answer).doesNotContainIgnoringCase("Access-Control-Allow-Origin");
    }

    @Test
    void letsNoPageAtAllCallWhereASettingSaysSo() {
        try (TestGateway closed = TestGateway.start("AIGW_HTTP__CORS_ORIGINS", "none")) {
            assertThat(ask(closed.port(), "POST", OURS, "")).doesNotContainIgnoringCase("Access-Control-Allow-Origin");
        }
    }
}
