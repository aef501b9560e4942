package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.TestGateway;
import io.aigateway.testkit.Reply;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the gateway is, for orchestrators on the API port and for operators on theirs. Contract section 6.5. */
class HealthE2eTest {
    private static final String BODY = """
            {"prompt_version": 1, "current_file": {"file_name": "a.py", "content_above_cursor": "x = 1",
             "content_below_cursor": ""}, "model_provider": "fireworks_ai"}
            """;

    private TestGateway gateway;

    private void start(String... settings) {
        gateway = TestGateway.start(settings);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private JsonNode check(JsonNode answer, String name) {
        for (JsonNode check : answer.get("checks")) {
            if (check.get("name").textValue().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("no check " + name + " in " + answer);
    }

    @Test
    void saysTheSameOnBothPortsAndMoreToOperators() {
        start();

        assertThat(gateway.anonymous().send("GET", "/monitoring/ready").text()).isEqualTo("{}");
        JsonNode ready = gateway.operations("GET", "/monitoring/ready", "").json();
        assertThat(ready.get("ready").booleanValue()).isTrue();
        assertThat(check(ready, "keys").get("required").booleanValue()).isTrue();
        assertThat(gateway.operations("GET", "/monitoring/healthz", "").text()).isEqualTo("{}");
    }

    @Test
    void isNotReadyWithoutKeysAndSaysWhy() {
        start("AIGW_GITLAB_URL", "http://127.0.0.1:1", "AIGW_CUSTOMER_PORTAL_URL", "http://127.0.0.1:1");

        assertThat(gateway.anonymous().send("GET", "/monitoring/ready").status())
                .isEqualTo(503);
        TestGateway.Answer answer = gateway.operations("GET", "/monitoring/ready", "");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(check(answer.json(), "keys").get("text").textValue()).contains("http://127.0.0.1:1");
    }

    @Test
    void staysReadyWhenAProviderFailsAndTellsOperators() {
        start();
        gateway.upstream().willAlwaysAnswer(Reply.json(503, "{}"));
        IntStream.range(0, 60).forEach(call -> gateway.rails("complete_code").post("/v2/code/completions", BODY));
        int asked = gateway.upstream().received().size();

        JsonNode status = gateway.operations("GET", "/monitoring/status", "").json();
        assertThat(status.get("ready").booleanValue()).isTrue();
        assertThat(status.get("breakers").toString()).contains("fireworks");
        assertThat(check(gateway.operations("GET", "/monitoring/ready", "").json(), "providers")
                        .get("fine")
                        .booleanValue())
                .isFalse();
        IntStream.range(0, 50).forEach(probe -> gateway.anonymous().send("GET", "/monitoring/ready"));
        assertThat(gateway.upstream().received()).hasSize(asked);
    }

    @Test
    void isReadyWithoutAnIndexOfDocumentsAndSaysHowToGetOne() {
        start("AIGW_CUSTOM_MODELS__ENABLED", "true", "AIGW_SEARCH__INDEX_FOLDER", "target/no-such-index");

        JsonNode ready = gateway.operations("GET", "/monitoring/ready", "").json();

        JsonNode search = check(ready, "documentation search");
        assertThat(ready.get("ready").booleanValue()).isTrue();
        assertThat(search.get("fine").booleanValue()).isFalse();
        assertThat(search.get("required").booleanValue()).isFalse();
        assertThat(search.get("text").textValue()).contains("target/no-such-index", "docs-index");
    }

    @Test
    void saysWhetherTheSearchEngineIsAsked() {
        start();

        JsonNode ready = gateway.operations("GET", "/monitoring/ready", "").json();

        assertThat(check(ready, "documentation search").get("text").textValue()).contains("Vertex AI Search is asked");
    }

    @Test
    void tellsWhatRunsAndWhatItAllowsInWordsWithoutSecrets() {
        start("AIGW_HTTP__MAX_BODY_BYTES", "5000");

        TestGateway.Answer answer = gateway.operations("GET", "/monitoring/status", "");
        JsonNode status = answer.json();
        assertThat(status.get("version").textValue()).isEqualTo("development");
        assertThat(status.get("models").textValue()).isEqualTo("real");
        assertThat(status.get("api").textValue()).isEqualTo("http://127.0.0.1:" + gateway.port());
        assertThat(status.get("limits").toString()).contains("at most 5000 bytes (AIGW_HTTP__MAX_BODY_BYTES)");
        assertThat(status.get("breakers")).isEmpty();
        assertThat(answer.text()).doesNotContain("planted");
    }

    @Test
    void showsItsStatusToOperatorsOnly() {
        start();

        assertThat(gateway.anonymous().send("GET", "/monitoring/status").status())
                .isEqualTo(401);
        assertThat(gateway.rails("complete_code")
                        .send("GET", "/monitoring/status")
                        .status())
                .isEqualTo(404);
    }
}
