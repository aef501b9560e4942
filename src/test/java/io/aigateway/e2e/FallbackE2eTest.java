package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.testkit.Received;
import io.aigateway.testkit.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model at two places: the second answers when the first cannot, and nobody notices. */
class FallbackE2eTest {
    private static final String PATH = "/v1/prompts/generate_commit_message";
    private static final String TWO_PLACES = """
                targets:
                  - {provider: anthropic, model: claude-sonnet-4-6}
                  - {provider: openai, model: gpt-5}
            """;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.startWithModels(
                models -> models.replace(
                        "    target: {provider: anthropic, model: claude-sonnet-4-6}\n",
                        TWO_PLACES.indent(2).substring(2)),
                "AIGW_MODEL_KEYS__MORE",
                "{\"anthropic\": [\"planted-second-key\"]}");
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

    private List<String> asked() {
        return gateway.upstream().received().stream()
                .map(FallbackE2eTest::place)
                .toList();
    }

    private static String place(Received received) {
        return received.path().startsWith("/openai")
                ? "openai"
                : received.header("x-api-key").equals(TestGateway.ANTHROPIC_KEY) ? "first key" : "second key";
    }

    @ParameterizedTest
    @CsvSource({"500, false", "503, true", "529, false", "529, true", "401, false", "404, true"})
    void asksTheSecondPlaceWhenTheFirstFails(int status, boolean stream) {
        gateway.upstream()
                .willAnswerBy(received -> received.path().startsWith("/openai")
                        ? stream ? Wire.chatStream("Add", " a") : Wire.chatCompletion("Add a")
                        : Reply.json(status, "{}"));

        Answer answer = ask(stream);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(stream ? "Add a" : "\"Add a\"");
        assertThat(asked()).hasSize(3).endsWith("openai").contains("first key", "second key");
        assertThat(gateway.metric("gateway_model_fallbacks_total", "model=\"claude_sonnet_4_6\""))
                .isEqualTo(2);
    }

    @Test
    void asksTheSecondPlaceWhenAStreamBreaksBeforeItsFirstWord() {
        Reply whole = Wire.messageStream("Change", " a");
        int start = new String(whole.body(), StandardCharsets.UTF_8).indexOf("event: content_block_delta");
        gateway.upstream()
                .willAnswerBy(received ->
                        received.path().startsWith("/openai") ? Wire.chatStream("Add", " a") : whole.cutAfter(start));

        assertThat(ask(true).text()).isEqualTo("Add a");
    }

    @Test
    void asksNobodyElseOnceAWordWasSaid() {
        Reply whole = Wire.messageStream("Change", " a");
        int middle = new String(whole.body(), StandardCharsets.UTF_8).indexOf(" a");
        gateway.upstream().willAlwaysAnswer(whole.cutAfter(middle));

        gateway.rails("generate_commit_message").postAndSeeItCut(PATH, body(true));

        assertThat(asked()).hasSize(1);
    }

    @Test
    void asksNobodyElseWhenTheRequestIsWrong() {
        gateway.upstream().willAlwaysAnswer(Reply.json(400, "{}"));

        assertThat(ask(false).text()).isEqualTo("{\"detail\":\"400: Bad Request\"}");
        assertThat(asked()).hasSize(1);
    }

    @Test
    void tellsWhatTheFirstPlaceSaidWhenNoneAnswers() {
        gateway.upstream()
                .willAnswerBy(received -> Reply.json(received.path().startsWith("/openai") ? 500 : 503, "{}"));

        assertThat(ask(false).text()).isEqualTo("{\"detail\":\"503: Service Unavailable\"}");
        assertThat(asked()).hasSize(3);
    }

    @Test
    void letsAKeyRestThatIsThrottledAndUsesTheOther() {
        gateway.upstream()
                .willAnswerBy(received -> place(received).equals("first key")
                        ? Reply.json(429, "{}").header("retry-after", "30")
                        : Wire.messages("Add a"));

        for (int i = 0; i < 20; i++) {
            assertThat(ask(false).status()).isEqualTo(200);
        }

        assertThat(asked().stream().filter("first key"::equals)).hasSizeLessThanOrEqualTo(1);
        assertThat(asked()).doesNotContain("openai");
    }
}
