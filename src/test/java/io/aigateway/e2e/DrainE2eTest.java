package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The first part of a departure, by hand. */
class DrainE2eTest {
    private final TestGateway gateway = TestGateway.start();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void isNotReadyAnyMoreButServesWhoAsksNevertheless() {
        assertThat(gateway.anonymous().send("GET", "/monitoring/ready/chat").status())
                .isEqualTo(200);

        assertThat(gateway.operations("POST", "/monitoring/drain", "").status()).isEqualTo(202);

        assertThat(gateway.anonymous().send("GET", "/monitoring/ready").status())
                .isEqualTo(503);
        assertThat(gateway.anonymous().send("GET", "/monitoring/ready/chat").status())
                .isEqualTo(503);
        assertThat(gateway.anonymous().send("GET", "/monitoring/healthz").status())
                .isEqualTo(200);
        assertThat(gateway.operations("GET", "/monitoring/status", "")
                        .json()
                        .path("ready")
                        .asBoolean())
                .isFalse();
        gateway.upstream().willAlwaysAnswer(Wire.messages("Add a"));
        Answer served = gateway.rails("generate_commit_message")
                .post(
                        "/v1/prompts/generate_commit_message",
                        "{\"inputs\": {\"diff\": \"+a\"}, \"model_metadata\": {\"provider\": \"gitlab\","
                                + " \"identifier\": \"claude_sonnet_4_6\"}}");
        assertThat(served.status()).isEqualTo(200);
    }

    @Test
    void isDrainedOnThePortForOperatorsOnly() {
        assertThat(gateway.rails("generate_code").post("/monitoring/drain", "").status())
                .isIn(404, 405);

        assertThat(gateway.anonymous().send("GET", "/monitoring/ready").status())
                .isEqualTo(200);
    }

    @Test
    void knowsItsFeatures() {
        assertThat(gateway.anonymous().send("GET", "/monitoring/ready/cooking").status())
                .isEqualTo(404);
    }
}
