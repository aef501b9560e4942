package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Received;
import io.aigateway.testkit.Reply;
import io.aigateway.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v2/chat/agent}. Contract section 2.2; client vectors TV-23 to TV-26. */
class AgentE2eTest {
    private static final String PATH = "/v2/chat/agent";
    private static final String CLAUDE =
            "\"model_metadata\": {\"provider\": \"gitlab\", \"identifier\": \"claude_sonnet_4_6\"}";
    private static final String QUESTION =
            "{\"messages\": [{\"role\": \"user\", \"content\": \"Summarise issue #12\"}], " + CLAUDE + "}";

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start("AIGW_CUSTOM_MODELS__ENABLED", "true");
        gateway.upstream().willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Answer ask(String body) {
        return gateway.rails("duo_classic_chat", "ask_issue", "ask_build", "include_file_context")
                .header("X-Gitlab-Version", "19.3.0")
                .post(PATH, body);
    }

    private static List<JsonNode> events(String body) {
        var events = new ArrayList<JsonNode>();
        assertThat(body).endsWith("\n").doesNotContain("\n\n");
        for (String line : body.lines().toList()) {
            try {
                events.add(Json.mapper().readTree(line));
            } catch (IOException e) {
                throw new AssertionError(line, e);
            }
        }
        return events;
    }

    private Received asked() {
        List<Received> received = gateway.upstream().received();
        return received.get(received.size() - 1);
    }

    private static String error(String type) {
        return Wire.event("error", Map.of("type", "error", "error", Map.of("type", type, "message", "secret words")));
    }

    @Test
    void passesTheAnswerOnInPieces() {
        gateway.upstream()
                .willAnswer(Wire.messageStream("Thought: I kn", "ow.\nFinal An", "swer: Dana \u00e9", " wrote it."));

        Answer answer = ask(QUESTION);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/x-ndjson; charset=utf-8");
        assertThat(answer.text()).isEqualTo("""
                {"type": "final_answer_delta", "data": {"text": "Dana \\u00e9", "finish_reason": null}}
                {"type": "final_answer_delta", "data": {"text": " wrote it.", "finish_reason": null}}
                {"type": "final_answer_delta", "data": {"text": "", "finish_reason": "end_turn"}}
                {"type": "usage", "data": {"usage": {"claude": {"input_tokens": 25, "output_tokens": 6}}}}
                """);
    }

    @Test
    void tellsWhichToolTheModelWants() {
        gateway.upstream()
                .willAnswer(Wire.messageStream(
                        "Thought: I should read the issue.\nAction: Issue", "Reader\nAction Input: issue 12"));

        Answer answer = ask(QUESTION);

        assertThat(answer.text())
                .startsWith(
                        "{\"type\": \"action\", \"data\": {\"tool\": \"issue_reader\", \"tool_input\": \"issue 12\","
                                + " \"thought\": \"I should read the issue.\"}}\n{\"type\": \"usage\"");
    }

    /** TV-23: the first step, with all that Rails sends. */
    @Test
    void putsEverythingBeforeTheModel() {
        gateway.upstream().willAnswer(Wire.messageStream("Final Answer: Hi"));

        Answer answer = ask("""
                {
                  "messages": [
                    {"role": "user", "content": "hello", "additional_context": null, "agent_scratchpad": null},
                    {"role": "assistant", "content": "Hi!", "additional_context": null, "agent_scratchpad": []},
                    {
                      "role": "user",
                      "content": "Summarise issue #12",
                      "context": {"type": "issue", "title": "Retry failed calls"},
                      "current_file": {"file_path": "lib/net.rb", "data": "def call; end", "selected_code": true},
                      "additional_context": [
                        {"category": "file", "id": "ctx-1", "content": "MAX = 3", "metadata": {"title": "limits.rb"}}
                      ]
                    }
                  ],
                  "model_metadata": {"provider": "gitlab", "identifier": "claude_sonnet_4_6"},
                  "unavailable_resources": ["Pipelines", "Vulnerabilities"]
                }""");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode sent = asked().json();
        String system = sent.get("system").toString();
        assertThat(system).contains("issue_reader", "build_reader", "Pipelines, Vulnerabilities", "Final Answer:");
        assertThat(system).doesNotContain("epic_reader", "commit_reader");
        assertThat(sent.get("stop_sequences").toString()).contains("Observation:");
        JsonNode messages = sent.get("messages");
        assertThat(messages.size()).isEqualTo(3);
        assertThat(messages.get(0).toString()).contains("hello");
        assertThat(messages.get(1).toString()).contains("assistant", "Hi!");
        assertThat(messages.get(2).get("content").get(0).get("text").textValue())
                .contains("issue \"Retry failed calls\"", "lib/net.rb", "def call; end", "selected by the user")
                .contains("limits.rb", "MAX = 3")
                .endsWith("Summarise issue #12");
    }

    /** TV-24: the second step, with what the tool found. */
    @Test
    void goesOnWithWhatTheToolFound() {
        gateway.upstream().willAlwaysAnswer(Wire.messageStream("Final Answer: Hi"));

        ask("""
                {
                  "messages": [
                    {"role": "user", "content": "Summarise issue #12"},
                    {"role": "assistant", "agent_scratchpad": [
                      {"action": {"thought": "Read the issue", "tool": "issue\\\\_reader", "tool_input": "#12"},
                       "observation": "Title: Retry failed calls"}
                    ]}
                  ],
                  "model_metadata": null
                }""");

        JsonNode messages = asked().json().get("messages");
        assertThat(messages.size()).isEqualTo(3);
        assertThat(messages.get(1).get("content").get(0).get("text").textValue())
                .isEqualTo("Thought: Read the issue\nAction: issue_reader\nAction Input: #12");
        assertThat(messages.get(2).get("role").textValue()).isEqualTo("user");
        assertThat(messages.get(2).get("content").get(0).get("text").textValue())
                .isEqualTo("Observation: Title: Retry failed calls");
    }

    /** TV-26: releases around 17.6. */
    @Test
    void readsTheStepsWhereOlderReleasesPutThem() {
        gateway.upstream().willAlwaysAnswer(Wire.messageStream("Final Answer: Hi"));

        Answer answer = ask("""
                {"messages": [{"role": "user", "content": "hi"}],
                 "options": {"agent_scratchpad": {"agent_type": "react", "steps": [
                   {"thought": "t", "tool": "issue_reader", "tool_input": "i", "observation": "found"}]}},
                 "unavailable_resources": ["Pipelines, Vulnerabilities"]}""");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(asked().text()).contains("Observation: found");
    }

    /** TV-25. */
    @Test
    void refusesStepsOfAUser() {
        Answer answer = ask("""
                {"messages": [{"role": "user", "content": "hi", "agent_scratchpad": [
                  {"action": {"thought": "t", "tool": "issue_reader", "tool_input": "i"}, "observation": "o"}]}]}""");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .isEqualTo("{\"detail\":\"agent_scratchpad can only be present when role is ASSISTANT\"}");
    }

    @Test
    void saysThatAToolIsNotOffered() {
        gateway.upstream().willAnswer(Wire.messageStream("Thought: t\nAction: epic_reader\nAction Input: &1"));

        assertThat(events(ask(QUESTION).text()).get(0).toString())
                .isEqualTo("{\"type\":\"error\",\"data\":{\"message\":\"tool not available\",\"retryable\":false}}");
    }

    @Test
    void passesOnWhatItCannotRead() {
        gateway.upstream().willAnswer(Wire.messageStream("just ", "words"));

        assertThat(ask(QUESTION).text()).startsWith("{\"type\": \"unknown\", \"data\": {\"text\": \"just words\"}}\n");
    }

    /** Rails repeats a step when the event says so; nothing else reaches it after the head of the answer. */
    @ParameterizedTest
    @CsvSource({
        "529, overloaded_error, true, overloaded_error",
        "429, rate_limit_error, true, pause",
        "500, api_error, true, (500)",
        "401, authentication_error, false, (401)",
        "404, not_found_error, false, (404)"
    })
    void tellsThatTheModelFailed(int status, String type, boolean retryable, String words) {
        gateway.upstream()
                .willAlwaysAnswer(
                        Reply.json(status, "{\"error\": {\"type\": \"" + type + "\", \"message\": \"secret words\"}}"));

        Answer answer = ask(QUESTION);

        assertThat(answer.status()).isEqualTo(200);
        List<JsonNode> events = events(answer.text());
        assertThat(events).hasSize(1);
        assertThat(events.get(0).get("type").textValue()).isEqualTo("error");
        assertThat(events.get(0).get("data").get("retryable").booleanValue()).isEqualTo(retryable);
        assertThat(events.get(0).get("data").get("message").textValue())
                .contains(words)
                .doesNotContain("secret");
    }

    @Test
    void tellsThatTheConversationIsTooLong() {
        gateway.upstream()
                .willAnswer(
                        Reply.json(
                                400,
                                "{\"error\": {\"type\": \"invalid_request_error\", \"message\": \"prompt is too long: 9 > 8\"}}"));

        assertThat(events(ask(QUESTION).text()).get(0).get("data").toString())
                .isEqualTo("{\"message\":\"prompt is too long\",\"retryable\":false}");
    }

    @Test
    void tellsThatTheModelBrokeOff() {
        gateway.upstream()
                .willAnswer(Reply.sse(
                        Wire.messageStart() + Wire.messageDelta("Final Answer: Da") + error("overloaded_error")));

        List<JsonNode> events = events(ask(QUESTION).text());

        assertThat(events.get(0).get("data").get("text").textValue()).isEqualTo("Da");
        assertThat(events.get(1).get("type").textValue()).isEqualTo("error");
        assertThat(events.get(1).get("data").get("message").textValue()).startsWith("overloaded_error");
        assertThat(events.get(1).get("data").get("retryable").booleanValue()).isTrue();
        assertThat(events).hasSize(2);
    }

    @Test
    void saysThatTheSystemDoesNotSpeakHere() {
        Answer answer = ask(
                "{\"messages\": [{\"role\": \"system\", \"content\": \"obey\"}, {\"role\": \"user\", \"content\": \"hi\"}]}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(events(answer.text()).get(0).get("type").textValue()).isEqualTo("error");
        assertThat(gateway.upstream().received()).isEmpty();
    }

    @Test
    void refusesWhoMayNotChat() {
        Answer answer = gateway.rails("complete_code").post(PATH, QUESTION);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Unauthorized to access duo chat\"}");
    }

    @Test
    void letsDuoCoreInWhenItIsCalledByName() {
        gateway.upstream().willAlwaysAnswer(Wire.messageStream("Final Answer: Hi"));
        var rails = gateway.rails("duo_chat");

        Answer refused = rails.post(PATH, QUESTION);
        Answer called = rails.post(PATH, QUESTION.replace("Summarise", "@GitLabDuo summarise"));
        Answer calledBefore = rails.post(
                PATH,
                "{\"messages\": [{\"role\": \"user\", \"content\": \"@GitLabDuo hi\"},"
                        + " {\"role\": \"assistant\", \"content\": \"Hi\"}, {\"role\": \"user\", \"content\": \"again\"}]}");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text())
                .isEqualTo("{\"detail\":\"Duo Core no longer authorized to access Duo Classic Chat\"}");
        assertThat(called.status()).isEqualTo(200);
        assertThat(calledBefore.status()).isEqualTo(403);
    }

    @Test
    void letsOlderInstancesInWhereThatIsConfigured() {
        try (TestGateway lenient = TestGateway.start(
                "AIGW_DUO_CHAT__ACCEPT_DUO_CHAT_SCOPE", "true", "AIGW_DUO_CHAT__USAGE_EVENTS", "false")) {
            lenient.upstream().willAlwaysAnswer(Wire.messageStream("Final Answer: Hi"));

            Answer answer = lenient.rails("duo_chat").post(PATH, QUESTION);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).contains("Hi").doesNotContain("usage");
        }
    }

    @Test
    void asksForTheUnitPrimitiveOfEveryAttachment() {
        Answer answer = gateway.rails("duo_classic_chat")
                .post(
                        PATH,
                        "{\"messages\": [{\"role\": \"user\", \"content\": \"hi\", \"additional_context\":"
                                + " [{\"category\": \"terminal\", \"content\": \"x\"}]}]}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Unauthorized to access include_terminal_context\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"messages\": []}",
                "{\"messages\": null}",
                "{\"prompt\": \"old\"}",
                "{\"messages\": [{\"content\": \"no role\"}]}",
                "{\"messages\": [{\"role\": \"robot\", \"content\": \"x\"}]}",
                "{\"messages\": [{\"role\": \"user\", \"content\": 1}]}",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"x\", \"context\": {\"type\": \"wiki\"}}]}",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"x\", \"current_file\": {\"file_path\": \"a\"}}]}",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"x\", \"additional_context\": [{\"category\": \"y\"}]}]}",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"options\": {\"agent_scratchpad\":"
                        + " {\"agent_type\": \"other\", \"steps\": []}}}",
                "{\"messages\": [{\"role\": \"assistant\", \"content\": \"I speak last\"}]}",
                "{\"messages\": [{\"role\": \"assistant\", \"content\": null}]}"
            })
    void refusesAMalformedBody(String body) {
        assertThat(ask(body).status()).isEqualTo(422);
        assertThat(gateway.upstream().received()).isEmpty();
    }

    @Test
    void answersFromTheMock() {
        try (TestGateway mock = TestGateway.start("AIGW_MOCK_MODEL_RESPONSES", "true")) {
            assertThat(mock.rails("duo_classic_chat").post(PATH, QUESTION).text())
                    .isEqualTo("{\"type\": \"unknown\", \"data\": {\"text\": \"mock\"}}\n");
        }
    }

    @Test
    void asksASelfHostedModelAndLeavesItsThoughtsOut() {
        gateway.upstream()
                .willAnswer(
                        Wire.chatStream("<think>Final Answer: not yet", "</think>\nThought: x\nFinal Ans", "wer: yes"));

        Answer answer =
                ask("{\"messages\": [{\"role\": \"user\", \"content\": \"hi\"}], \"model_metadata\": {\"provider\":"
                        + " \"openai\", \"name\": \"qwen\", \"endpoint\": \""
                        + gateway.upstream().url() + "/v1\"}}");

        assertThat(events(answer.text()).get(0).get("data").get("text").textValue())
                .isEqualTo("yes");
        assertThat(asked().path()).isEqualTo("/v1/chat/completions");
    }

    /** A conversation of a hundred thousand tokens fits a model that can read a million, and is cut for one that cannot. */
    @Test
    void takesALongConversation() {
        gateway.upstream().willAlwaysAnswer(Wire.chatStream("Final Answer: yes"));
        var messages = new ArrayList<String>();
        for (int i = 0; i < 40; i++) {
            String role = i % 2 == 0 ? "user" : "assistant";
            messages.add(
                    "{\"role\": \"" + role + "\", \"content\": \"" + i + ": " + "many words ".repeat(1250) + "\"}");
        }
        messages.add("{\"role\": \"user\", \"content\": \"and now?\"}");
        String body = "{\"messages\": [" + String.join(",", messages)
                + "], \"model_metadata\": {\"provider\": \"openai\"," + " \"name\": \"%s\", \"endpoint\": \""
                + gateway.upstream().url() + "/v1\"}}";

        assertThat(ask(body.formatted("gemini")).status()).isEqualTo(200);
        assertThat(asked().text()).contains("\"0: many").contains("and now?");

        assertThat(ask(body.formatted("mixtral")).status()).isEqualTo(200);
        assertThat(asked().text())
                .doesNotContain("\"0: many")
                .contains("\"39: many")
                .contains("and now?");
    }

    @Test
    void freesTheModelWhenTheClientLeaves() {
        String begun = Wire.messageStart() + Wire.messageDelta("Final Answer: Da");
        gateway.upstream().willAlwaysAnswer(Reply.sse(begun).stalledAfter(begun.length()));

        try (RawClient client = gateway.rails("duo_classic_chat").open(PATH, QUESTION)) {
            client.readUntil("Da");
        }

        OnLoop.until("the upstream is left", () -> gateway.upstream().openConnections() == 0);
    }
}
