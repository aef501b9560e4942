package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Reply;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails in passing is asked again before anybody sees it, and what is no passing failure is not. */
class RetriesE2eTest {
    private static final String PATH = "/v1/prompts/generate_commit_message";
    private static final Reply BUSY = Reply.json(503, "{}");

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start("AIGW_PROVIDERS__RETRIES", "2");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static String body(boolean stream) {
        return "{\"inputs\": {\"diff\": \"+a\"}, \"stream\": " + stream
                + ", \"model_metadata\": {\"provider\": \"gitlab\", \"identifier\": \"claude_sonnet_4_6\"}}";
    }

    private Answer ask(boolean stream) {
        return gateway.rails("generate_commit_message").post(PATH, body(stream));
    }

    private int timesAsked() {
        return gateway.upstream().received().size();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 429, 500, 502, 503, 504, 529})
    void asksAgainWhenTheProviderFailsInPassing(int status) {
        gateway.upstream()
                .willAnswer(Reply.json(status, "{}"))
                .willAnswer(Reply.json(status, "{}"))
                .willAnswer(Wire.messages("Add a"));

        assertThat(ask(false).text()).isEqualTo("\"Add a\"");
        assertThat(timesAsked()).isEqualTo(3);
        assertThat(gateway.metric("gateway_provider_retries_total", "reason=\"status_" + status + "\""))
                .isEqualTo(2);
    }

    @Test
    void asksAgainWhenTheConnectionBreaks() {
        gateway.upstream().willAnswer(Reply.hangUp()).willAnswer(Wire.messages("Add a"));

        assertThat(ask(false).text()).isEqualTo("\"Add a\"");
    }

    @Test
    void asksAgainForAStreamThatHasNotBegun() {
        Reply whole = Wire.messageStream("Add", " a");
        int start = new String(whole.body(), StandardCharsets.UTF_8).indexOf("event: content_block_delta");
        gateway.upstream().willAnswer(BUSY).willAnswer(whole.cutAfter(start)).willAnswer(whole);

        assertThat(ask(true).text()).isEqualTo("Add a");
        assertThat(timesAsked()).isEqualTo(3);
    }

    @Test
    void neverAsksAgainOnceAWordWasSaid() {
        Reply whole = Wire.messageStream("Add", " a");
        int middle = new String(whole.body(), StandardCharsets.UTF_8).indexOf(" a");
        gateway.upstream().willAnswer(whole.cutAfter(middle)).willAnswer(whole);

        gateway.rails("generate_commit_message").postAndSeeItCut(PATH, body(true));

        assertThat(timesAsked()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 413, 422})
    void asksOnceWhenTheProviderRefuses(int status) {
        gateway.upstream().willAlwaysAnswer(Reply.json(status, "{}"));

        ask(false);

        assertThat(timesAsked()).isEqualTo(1);
    }

    @Test
    void givesUpAfterItsRepetitions() {
        gateway.upstream().willAlwaysAnswer(BUSY);

        assertThat(ask(false).text()).isEqualTo("{\"detail\":\"503: Service Unavailable\"}");
        assertThat(timesAsked()).isEqualTo(3);
    }

    @Test
    void doesNotWaitLongerThanAClientWould() {
        gateway.upstream().willAlwaysAnswer(Reply.json(429, "{}").header("retry-after", "60"));

        assertThat(ask(false).text()).isEqualTo("{\"detail\":\"429: Too Many Requests\"}");
        assertThat(timesAsked()).isEqualTo(1);
    }

    @Test
    void stopsAskingAgainWhenTooMuchFails() {
        try (TestGateway hasty = TestGateway.start(
                "AIGW_PROVIDERS__RETRIES",
                "2",
                "AIGW_PROVIDERS__RETRY_SHARE",
                "0.01",
                "AIGW_PROVIDERS__BREAKER_FAILURES",
                "1000")) {
            hasty.upstream().willAlwaysAnswer(BUSY);
            for (int i = 0; i < 20; i++) {
                hasty.rails("generate_commit_message").post(PATH, body(false));
            }

            assertThat(hasty.upstream().received()).hasSize(30); // 20, and the 10 that were saved up
        }
    }

    @Test
    void asksNoMoreWhenTheClientHasLeft() {
        gateway.upstream().willAlwaysAnswer(Reply.json(429, "{}").header("retry-after", "2"));
        RawClient client = gateway.rails("generate_commit_message").open(PATH, body(false));
        OnLoop.until("the provider was asked", () -> timesAsked() == 1);

        client.leave();

        OnLoop.until("the call was given up", () -> gateway.metric("gateway_model_cancellations_total", "") == 1);
        assertThat(timesAsked()).isEqualTo(1);
    }
}
