package io.aigateway.e2e;

import static io.aigateway.e2e.Blueprint.CHAT;
import static io.aigateway.e2e.Blueprint.CODE;
import static io.aigateway.e2e.Blueprint.component;
import static io.aigateway.e2e.Blueprint.prompt;
import static io.aigateway.e2e.Blueprint.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of two major versions, unknown types, malformed payloads, and the schemas that say what is malformed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BlueprintDegradationE2eTest {
    private TestGateway gateway;

    @BeforeAll
    void start() {
        gateway = TestGateway.start();
        gateway.upstream().willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
        gateway.upstream().willAnswerAt(Wire.ANTHROPIC, Wire.messages("Yes."));
        gateway.upstream().willAnswerAt(Wire.FIREWORKS, Wire.completion("1"));
        gateway.upstream().willAnswerAt(Wire.VERTEX_CODESTRAL, Wire.chatCompletion("1"));
        gateway.upstream().willAnswerAt(Blueprint.GEMINI, Wire.gemini("Yes."));
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private Answer chat(String body) {
        return gateway.rails("duo_chat").post(CHAT, body);
    }

    private Answer complete(String body) {
        return gateway.rails("complete_code").post(CODE, body);
    }

    private JsonNode lastSent() {
        var received = gateway.upstream().received();
        return received.get(received.size() - 1).json();
    }

    /** GitLab 16 and GitLab 17 and later: two ways to say the same. */
    static Stream<Arguments> samePayloads() {
        String open = "\"content\": \"class A\"";
        return Stream.of(
                Arguments.of(
                        CHAT,
                        "prompt",
                        "\"provider\": \"anthropic\", \"content\": \"x\", \"params\": {\"temperature\": 0.5,"
                                + " \"maxOutputTokens\": 99, \"stopSequences\": [\"END\"], \"topK\": 3}",
                        "\"provider\": \"anthropic\", \"content\": \"x\", \"params\": {\"temperature\": 0.5,"
                                + " \"max_tokens_to_sample\": 99, \"stop_sequences\": [\"END\"], \"top_k\": 3}",
                        "\"max_tokens\":99"),
                Arguments.of(
                        CHAT,
                        "prompt",
                        "\"provider\": \"vertex-ai\", \"content\": \"x\", \"params\": {\"topP\": 0.25}",
                        "\"provider\": \"vertex-ai\", \"content\": \"x\", \"params\": {\"top_p\": 0.25}",
                        "\"topP\":0.25"),
                Arguments.of(
                        CODE,
                        "editor_content",
                        "\"filename\": \"a.rb\", \"before_cursor\": \"x = \", \"after_cursor\": \"\\ny\", \"open_files\":"
                                + " [{\"filename\": \"b.rb\", " + open + "}]",
                        "\"file_name\": \"a.rb\", \"content_above_cursor\": \"x = \", \"content_below_cursor\": \"\\ny\","
                                + " \"open_files\": [{\"file_name\": \"b.rb\", " + open + "}]",
                        "[SUFFIX]\\ny[PREFIX]class A\\nx = [MIDDLE]"));
    }

    @ParameterizedTest
    @MethodSource("samePayloads")
    void servesClientsOfTwoMajorVersions(String path, String type, String older, String today, String asked) {
        Answer first = gateway.rails("duo_chat", "complete_code").post(path, request(component(type, older)));
        JsonNode sentForOlder = lastSent();
        Answer second = gateway.rails("duo_chat", "complete_code").post(path, request(component(type, today)));

        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(second.status()).as(second.text()).isEqualTo(200);
        assertThat(sentForOlder).isEqualTo(lastSent());
        assertThat(sentForOlder.toString()).contains(asked);
    }

    @Test
    void takesTheNameOfTodayWhereBothCame() {
        complete(request(component(
                "editor_content",
                "\"file_name\": \"a.rb\", \"before_cursor\": \"older\", \"content_above_cursor\": \"today\"")));

        assertThat(lastSent().get("prompt").textValue()).contains("today").doesNotContain("older");
    }

    @Test
    void ignoresTypesThatItDoesNotKnow() {
        Answer answer = chat(request(
                component("x_ray", "\"prompt\": 3"),
                "{\"type\": \"later_idea\", \"payload\": {}, \"more\": [1]}",
                prompt("anthropic", "claude-sonnet-4-6", "Hello?")));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    static Stream<String> malformedPayloads() {
        return Stream.of(
                "",
                "\"content\": \"\"",
                "\"content\": 7",
                "\"content\": []",
                "\"content\": [\"x\"]",
                "\"content\": [{\"role\": \"robot\", \"content\": \"x\"}]",
                "\"content\": [{\"role\": \"user\"}]",
                "\"content\": {\"text\": \"x\"}",
                "\"content\": \"x\", \"params\": {\"temperature\": \"hot\"}",
                "\"content\": \"x\", \"params\": {\"temperature\": -1}",
                "\"content\": \"x\", \"params\": {\"maxOutputTokens\": 0}",
                "\"content\": \"x\", \"params\": [1]",
                "\"content\": \"x\", \"params\": {\"stop_sequences\": \"END\"}",
                "\"content\": \"x\", \"provider\": [\"anthropic\"]",
                "\"content\": \"x\", \"model\": 4");
    }

    @ParameterizedTest
    @MethodSource("malformedPayloads")
    void leavesAMalformedPayloadOut(String payload) {
        Answer answer =
                chat(request(component("prompt", payload), prompt("anthropic", "claude-sonnet-4-6", "the second")));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("metadata").get("model").textValue()).isEqualTo("claude-sonnet-4-6");
        assertThat(lastSent().toString()).contains("the second");
    }

    @ParameterizedTest
    @MethodSource("malformedPayloads")
    void refusesARequestOfWhichNothingIsLeft(String payload) {
        int before = gateway.upstream().received().size();

        Answer answer = chat(request(component("prompt", payload)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().get("detail").textValue()).contains("('body', 'prompt_components', '0', 'payload'");
        assertThat(gateway.upstream().received()).hasSize(before);
    }

    @Test
    void namesTheFieldThatIsWrong() {
        Answer answer =
                chat(request(component("prompt", "\"content\": \"secret\", \"params\": {\"maxOutputTokens\": 9000}")));

        assertThat(answer.json().get("detail").textValue())
                .contains("'loc': ('body', 'prompt_components', '0', 'payload', 'params', 'max_tokens_to_sample')")
                .contains("'msg': 'must have a maximum value of 8192'")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "7",
                "{\"prompt_components\": null}",
                "{\"prompt_components\": {}}",
                "{\"prompt_components\": []}",
                "{\"prompt_components\": [7]}",
                "{\"prompt_components\": [{\"payload\": {\"content\": \"x\"}}]}",
                "{\"prompt_components\": [{\"type\": \"prompt\"}]}",
                "{\"prompt_components\": [{\"type\": \"prompt\", \"payload\": \"x\"}]}",
                "{\"prompt_components\": [{\"type\": \"later_idea\", \"payload\": {}}]}",
                "{\"prompt_components\": [{\"type\": \"prompt\", \"payload\": {\"content\": \"x\"}}], \"stream\": 3}",
                "{\"prompt_components\": [{\"type\": \"editor_content\", \"payload\": {\"before_cursor\": \"x\"}}]}"
            })
    void refusesWhatIsNoEnvelope(String body) {
        Answer answer = chat(body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().get("detail").textValue()).contains("'body'");
    }

    @Test
    void takesNullForAbsent() {
        Answer answer = chat("{\"stream\": null, \"prompt_components\": [{\"type\": \"prompt\", \"metadata\": null,"
                + " \"payload\": {\"content\": \"x\", \"provider\": \"anthropic\", \"model\": null, \"params\":"
                + " {\"temperature\": null}}}]}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @Test
    void readsOneHundredComponentsAndNoMore() {
        String hundred = Stream.generate(() -> prompt("vertex-ai", "text-unicorn", "x"))
                .limit(99)
                .collect(Collectors.joining(", "));
        String last = prompt("anthropic", "claude-sonnet-4-6", "the last");

        assertThat(chat(request(hundred, last)).status()).isEqualTo(200);
        assertThat(chat(request(hundred, last, last)).status()).isEqualTo(422);
    }

    /** A wide list costs no more than its reading. */
    @Test
    void refusesAWideListWithoutLookingAtEveryItem() {
        String wide = "{},".repeat(150_000) + "{}";

        Answer answer = complete(
                request(component("editor_content", "\"before_cursor\": \"x\", \"open_files\": [" + wide + "]")));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("detail").textValue()).contains("'payload', 'open_files')");
    }

    @Test
    void tellsItsSchemasToEverybody() {
        Answer list = gateway.anonymous().send("GET", "/schemas/");

        assertThat(list.status()).isEqualTo(200);
        assertThat(list.json().get("schemas"))
                .extracting(JsonNode::textValue)
                .containsExactly(
                        "/schemas/envelope.json",
                        "/schemas/component.json",
                        "/schemas/prompt.json",
                        "/schemas/editor_content.json",
                        "/schemas/telemetry.json");
        for (JsonNode path : list.json().get("schemas")) {
            Answer schema = gateway.anonymous().send("GET", path.textValue());
            assertThat(schema.status()).isEqualTo(200);
            assertThat(schema.header("Content-Type")).isEqualTo("application/schema+json");
            assertThat(schema.json().get("$schema").textValue()).contains("2020-12");
        }
        assertThat(gateway.anonymous().send("GET", "/schemas/renames.yaml").status())
                .isEqualTo(401);
        assertThat(gateway.rails().send("GET", "/schemas/nothing.json").status())
                .isEqualTo(404);
    }
}
