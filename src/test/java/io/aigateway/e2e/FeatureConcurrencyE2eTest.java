package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.testkit.Gate;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Reply;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How many requests of one feature may be under way at once, and that the others do not notice. */
class FeatureConcurrencyE2eTest {
    private static final String PROMPT = "/v1/prompts/generate_commit_message";
    private static final String BODY = "{\"inputs\": {\"diff\": \"+a\"}, \"model_metadata\": {\"provider\": \"gitlab\","
            + " \"identifier\": \"claude_sonnet_4_6\"}}";
    private static final String CHAT = "/v1/chat/agent";
    private static final String CHAT_BODY = "{\"prompt_components\": [{\"type\": \"prompt\", \"metadata\":"
            + " {\"source\": \"GitLab EE\", \"version\": \"16.3\"}, \"payload\": {\"content\": \"\\n\\nHuman: Hi\\n\\nAssistant:\","
            + " \"provider\": \"anthropic\", \"model\": \"claude-3-5-sonnet-20240620\"}}]}";

    private static TestGateway withOnePlace(String waiting, String patience) {
        return TestGateway.start(
                "AIGW_HTTP__FEATURE_CONCURRENCY",
                "{\"prompts\": 1}",
                "AIGW_HTTP__FEATURE_MAX_WAITING",
                waiting,
                "AIGW_HTTP__FEATURE_MAX_WAIT",
                patience);
    }

    private static RawClient begin(TestGateway gateway) {
        return gateway.rails("generate_commit_message").open(PROMPT, BODY);
    }

    private static Answer ask(TestGateway gateway) {
        return gateway.rails("generate_commit_message").post(PROMPT, BODY);
    }

    private static void assertSentAway(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.text()).startsWith("{\"detail\":\"Too many requests are under way");
    }

    private static UnaryOperator<Reply> heldBack(Gate gate) {
        return reply -> reply.waitingAt(0, gate);
    }

    private static void untilAsked(TestGateway gateway, int times) {
        OnLoop.until("the model was asked", () -> gateway.upstream().received().size() == times);
    }

    @Test
    void sendsAwayAtOnceWhatHasNoRoom() {
        try (TestGateway gateway = withOnePlace("0", "60")) {
            gateway.upstream().willAlwaysAnswer(Reply.never());
            RawClient first = begin(gateway);
            untilAsked(gateway, 1);

            assertSentAway(ask(gateway));

            assertThat(gateway.upstream().received()).hasSize(1);
            assertThat(gateway.count("gateway_feature_requests_sent_away", "feature", "prompts"))
                    .isEqualTo(1);
            first.leave();
        }
    }

    @Test
    void letsOtherFeaturesPass() {
        try (TestGateway gateway = withOnePlace("0", "60")) {
            gateway.upstream().willAnswer(Reply.never());
            RawClient first = begin(gateway);
            untilAsked(gateway, 1);
            gateway.upstream().willAnswer(Wire.messages("Hello"));

            Answer other = gateway.rails("duo_chat").post(CHAT, CHAT_BODY);

            assertThat(other.status()).isEqualTo(200);
            first.leave();
        }
    }

    @Test
    void letsAFewWaitForTheirTurn() {
        try (TestGateway gateway = withOnePlace("1", "60")) {
            var gate = new Gate();
            gateway.upstream().willAnswer(heldBack(gate).apply(Wire.messages("First")));
            gateway.upstream().willAnswer(Wire.messages("Second"));
            RawClient first = begin(gateway);
            untilAsked(gateway, 1);
            RawClient second = begin(gateway);
            OnLoop.until(
                    "the second waits",
                    () -> gateway.metric("gateway_feature_requests_waiting", "feature=\"prompts\"") == 1);

            assertSentAway(ask(gateway));
            gate.open();

            assertThat(first.readUntil("First\"")).startsWith("HTTP/1.1 200");
            assertThat(second.readUntil("Second\"")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void waitsForATurnNoLongerThanSet() {
        try (TestGateway gateway = withOnePlace("1", "0.05")) {
            gateway.upstream().willAlwaysAnswer(Reply.never());
            RawClient first = begin(gateway);
            untilAsked(gateway, 1);

            assertSentAway(ask(gateway));

            first.leave();
        }
    }

    @Test
    void givesThePlaceOfAClientThatLeftToTheNext() {
        try (TestGateway gateway = withOnePlace("1", "60")) {
            gateway.upstream().willAnswer(Reply.never()).willAnswer(Wire.messages("Second"));
            RawClient first = begin(gateway);
            untilAsked(gateway, 1);
            RawClient second = begin(gateway);

            first.leave();

            assertThat(second.readUntil("Second\"")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void keepsNoTurnForAClientThatLeftWhileItWaited() {
        try (TestGateway gateway = withOnePlace("1", "60")) {
            var gate = new Gate();
            gateway.upstream().willAnswer(heldBack(gate).apply(Wire.messages("First")));
            RawClient first = begin(gateway);
            untilAsked(gateway, 1);
            RawClient second = begin(gateway);
            OnLoop.until(
                    "the second waits",
                    () -> gateway.metric("gateway_feature_requests_waiting", "feature=\"prompts\"") == 1);

            second.leave();
            OnLoop.until(
                    "nobody waits",
                    () -> gateway.metric("gateway_feature_requests_waiting", "feature=\"prompts\"") == 0);
            gate.open();

            assertThat(first.readUntil("First\"")).startsWith("HTTP/1.1 200");
            assertThat(gateway.upstream().received()).hasSize(1);
        }
    }
}
