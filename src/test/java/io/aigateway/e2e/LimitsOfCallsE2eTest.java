package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.testkit.DeafServer;
import io.aigateway.testkit.Gate;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a provider may take, how much may be under way, and when it is left alone. */
class LimitsOfCallsE2eTest {
    private static final String PATH = "/v1/prompts/generate_commit_message";

    private static String body(boolean stream) {
        return "{\"inputs\": {\"diff\": \"+a\"}, \"stream\": " + stream
                + ", \"model_metadata\": {\"provider\": \"gitlab\", \"identifier\": \"claude_sonnet_4_6\"}}";
    }

    private static Answer ask(TestGateway gateway, boolean stream) {
        return gateway.rails("generate_commit_message").post(PATH, body(stream));
    }

    private static double ranOut(TestGateway gateway, String clock) {
        return gateway.metric("gateway_provider_timeouts_total", "clock=\"" + clock + "\"");
    }

    private static void assertStopped(TestGateway gateway) {
        OnLoop.until(
                "the call was stopped",
                () -> gateway.upstream().received().get(0).isAbandoned());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void waitsNoLongerForAConnectionThanSet(boolean stream) {
        try (DeafServer deaf = DeafServer.start();
                TestGateway gateway =
                        TestGateway.start("AIGW_PROVIDERS__CONNECT_TIMEOUT", "0.2", "ANTHROPIC_BASE_URL", deaf.url())) {
            assertThat(ask(gateway, stream).text()).isEqualTo("{\"detail\":\"503: Service Unavailable\"}");
            assertThat(ranOut(gateway, "connect")).isEqualTo(1);
        }
    }

    @Test
    void givesAnAnswerThatIsNoStreamTheTimeOfTheWholeCall() {
        try (TestGateway gateway = TestGateway.start(
                "AIGW_PROVIDERS__FIRST_BYTE_TIMEOUT", "0.1", "AIGW_PROVIDERS__FIRST_TOKEN_TIMEOUT", "0.1")) {
            gateway.upstream()
                    .willAlwaysAnswer(Wire.messages("Add a").inPiecesOf(20).dripping(Duration.ofMillis(40)));

            assertThat(ask(gateway, false).text()).isEqualTo("\"Add a\"");
        }
    }

    @Test
    void waitsNoLongerForTheFirstByteThanSet() {
        try (TestGateway gateway = TestGateway.start("AIGW_PROVIDERS__FIRST_BYTE_TIMEOUT", "0.2")) {
            gateway.upstream().willAlwaysAnswer(Reply.never());

            assertThat(ask(gateway, true).text()).isEqualTo("{\"detail\":\"504: Gateway Timeout\"}");
            assertThat(ranOut(gateway, "first_byte")).isEqualTo(1);
            assertStopped(gateway);
        }
    }

    @Test
    void waitsNoLongerForTheFirstTokenThanSet() {
        try (TestGateway gateway = TestGateway.start("AIGW_PROVIDERS__FIRST_TOKEN_TIMEOUT", "0.2")) {
            Reply whole = Wire.messageStream("Add", " a");
            int start = new String(whole.body(), StandardCharsets.UTF_8).indexOf("event: content_block_delta");
            gateway.upstream().willAlwaysAnswer(whole.stalledAfter(start));

            assertThat(ask(gateway, true).text()).isEqualTo("{\"detail\":\"504: Gateway Timeout\"}");
            assertThat(ranOut(gateway, "first_token")).isEqualTo(1);
            assertStopped(gateway);
        }
    }

    @Test
    void waitsNoLongerForTheNextTokenThanSet() {
        try (TestGateway gateway = TestGateway.start("AIGW_PROVIDERS__TOKEN_TIMEOUT", "0.2")) {
            Reply whole = Wire.messageStream("Add", " a");
            int middle = new String(whole.body(), StandardCharsets.UTF_8).indexOf(" a");
            gateway.upstream().willAlwaysAnswer(whole.stalledAfter(middle));

            gateway.rails("generate_commit_message").postAndSeeItCut(PATH, body(true));

            assertThat(ranOut(gateway, "between_tokens")).isEqualTo(1);
            assertStopped(gateway);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void waitsNoLongerForTheWholeThanSet(boolean stream) {
        try (TestGateway gateway = TestGateway.start("AIGW_PROVIDERS__TOTAL_TIMEOUT", "0.3")) {
            Reply whole = stream ? Wire.messageStream("Add", " a") : Wire.messages("Add a");
            gateway.upstream()
                    .willAlwaysAnswer(
                            whole.inPiecesOf(40).dripping(Duration.ofMillis(40)).endless());

            RawClient client = gateway.rails("generate_commit_message").open(PATH, body(stream));

            OnLoop.until("the clock ran out", () -> ranOut(gateway, "total") == 1);
            assertStopped(gateway);
            client.leave();
        }
    }

    @Test
    void hasAClockForEveryModel() throws Exception {
        try (TestGateway gateway = TestGateway.startWithModels(models -> models.replaceFirst(
                "(?m)^  claude_sonnet_4_6:$", "  claude_sonnet_4_6:\n    clocks: {first_byte: 0.2}"))) {
            gateway.upstream().willAlwaysAnswer(Reply.never());

            assertThat(ask(gateway, true).status()).isEqualTo(421);
            assertThat(ranOut(gateway, "first_byte")).isEqualTo(1);
        }
    }

    @Test
    void sendsAwayAtOnceWhatHasNoRoom() {
        try (TestGateway gateway =
                TestGateway.start("AIGW_PROVIDERS__MAX_CONCURRENT", "1", "AIGW_PROVIDERS__MAX_WAITING", "0")) {
            gateway.upstream().willAlwaysAnswer(Reply.never());
            RawClient first = gateway.rails("generate_commit_message").open(PATH, body(false));
            OnLoop.until(
                    "the provider was asked",
                    () -> !gateway.upstream().received().isEmpty());

            Answer second = ask(gateway, false);

            assertThat(second.status()).isEqualTo(503);
            assertThat(second.header("Retry-After")).isEqualTo("1");
            assertThat(gateway.upstream().received()).hasSize(1);

            first.leave();
            gateway.upstream().willAlwaysAnswer(Wire.messages("Add a"));
            OnLoop.until("there is room again", () -> ask(gateway, false).status() == 200);
        }
    }

    @Test
    void letsAFewWaitForTheirTurn() {
        try (TestGateway gateway =
                TestGateway.start("AIGW_PROVIDERS__MAX_CONCURRENT", "1", "AIGW_PROVIDERS__MAX_WAITING", "1")) {
            var gate = new Gate();
            gateway.upstream().willAnswer(Wire.messages("first").waitingAt(1, gate));
            gateway.upstream().willAnswer(Wire.messages("second"));
            RawClient first = gateway.rails("generate_commit_message").open(PATH, body(false));
            OnLoop.until(
                    "the provider was asked",
                    () -> !gateway.upstream().received().isEmpty());
            RawClient second = gateway.rails("generate_commit_message").open(PATH, body(false));
            OnLoop.until("the second waits", () -> gateway.metric("gateway_provider_calls_waiting", "anthropic") == 1);

            gate.open();

            first.readUntil("first");
            second.readUntil("second");
        }
    }

    @Test
    void waitsNoLongerForItsTurnThanSet() {
        try (TestGateway gateway =
                TestGateway.start("AIGW_PROVIDERS__MAX_CONCURRENT", "1", "AIGW_PROVIDERS__MAX_WAIT", "0.1")) {
            gateway.upstream().willAlwaysAnswer(Reply.never());
            RawClient first = gateway.rails("generate_commit_message").open(PATH, body(false));
            OnLoop.until(
                    "the provider was asked",
                    () -> !gateway.upstream().received().isEmpty());

            assertThat(ask(gateway, false).status()).isEqualTo(503);
            first.leave();
        }
    }

    @Test
    void leavesATargetAloneThatKeepsFailingAndTriesItAgain() {
        try (TestGateway gateway =
                TestGateway.start("AIGW_PROVIDERS__BREAKER_FAILURES", "3", "AIGW_PROVIDERS__BREAKER_PAUSE", "0.3")) {
            gateway.upstream().willAlwaysAnswer(Reply.json(503, "{}"));
            for (int i = 0; i < 3; i++) {
                ask(gateway, false);
            }
            OnLoop.until(
                    "the target is left alone",
                    () -> gateway.metric("gateway_provider_breakers_open", "anthropic") == 1);
            int before = gateway.upstream().received().size();

            assertThat(ask(gateway, false).text()).isEqualTo("{\"detail\":\"503: Service Unavailable\"}");
            assertThat(gateway.upstream().received().size()).isLessThanOrEqualTo(before + 1);

            gateway.upstream().willAlwaysAnswer(Wire.messages("Add a"));
            OnLoop.until("the target is asked again", () -> ask(gateway, false).status() == 200);
            OnLoop.until(
                    "the target is in use", () -> gateway.metric("gateway_provider_breakers_open", "anthropic") == 0);
        }
    }

    @Test
    void doesNotLeaveATargetAloneThatMostlyAnswers() {
        try (TestGateway gateway = TestGateway.start("AIGW_PROVIDERS__BREAKER_FAILURES", "3")) {
            for (int i = 0; i < 12; i++) {
                gateway.upstream().willAnswer(Wire.messages("Add a"));
                gateway.upstream().willAnswer(Wire.messages("Add a"));
                gateway.upstream().willAnswer(Reply.json(503, "{}"));
            }
            for (int i = 0; i < 36; i++) {
                ask(gateway, false);
            }

            assertThat(gateway.upstream().received()).hasSize(36);
            assertThat(gateway.metric("gateway_provider_breakers_open", "anthropic"))
                    .isZero();
        }
    }
}
