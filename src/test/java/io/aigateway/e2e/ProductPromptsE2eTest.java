package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.testkit.Received;
import io.aigateway.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Rails sends for each prompt of the product, from its door to the provider. Client vectors, sections 7.5 and 7.6. */
class ProductPromptsE2eTest {
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static ObjectNode body(String id) throws IOException {
        try (InputStream in = ProductPromptsE2eTest.class.getResourceAsStream("/prompts/" + id + ".json")) {
            var body = (ObjectNode) Json.read(in.readAllBytes());
            body.putObject("model_metadata").put("provider", "gitlab").put("identifier", "claude_sonnet_4_6");
            return body;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "categorize_question,                 duo_chat",
        "chat/agent,                          duo_chat",
        "chat/build_reader,                   ask_build",
        "chat/commit_reader,                  ask_commit",
        "chat/epic_reader,                    ask_epic",
        "chat/issue_reader,                   ask_issue",
        "chat/merge_request_reader,           ask_merge_request",
        "chat/work_item_reader,               ask_work_item",
        "chat/documentation_search,           documentation_search",
        "chat/explain_code,                   explain_code",
        "chat/explain_vulnerability,          explain_vulnerability",
        "chat/fix_code,                       fix_code",
        "chat/refactor_code,                  refactor_code",
        "chat/write_tests,                    write_tests",
        "chat/summarize_comments,             summarize_comments",
        "chat/troubleshoot_job,               troubleshoot_job",
        "classify_code_review_mention_intent, duo_agent_platform",
        "feature_discovery_search,            feature_discovery_search",
        "generate_commit_message,             generate_commit_message",
        "generate_description,                generate_issue_description",
        "generate_session_title,              duo_agent_platform",
        "glab_ask_git_command,                glab_ask_git_command",
        "measure_comment_temperature,         measure_comment_temperature",
        "resolve_vulnerability,               resolve_vulnerability",
        "review_merge_request,                review_merge_request",
        "summarize_duo_workflow,              duo_agent_platform",
        "summarize_new_merge_request,         summarize_new_merge_request",
        "summarize_review,                    summarize_review"
    })
    void reachesTheProviderWithThePermissionOfThePrompt(String id, String unitPrimitive) throws IOException {
        ObjectNode body = body(id);
        boolean streams = body.path("stream").booleanValue();
        gateway.upstream().willAlwaysAnswer(streams ? Wire.messageStream("an ", "answer") : Wire.messages("an answer"));

        Answer answer = gateway.rails(unitPrimitive).post("/v1/prompts/" + id, body.toString());
        Answer refused = gateway.rails("generate_code").post("/v1/prompts/" + id, body.toString());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(streams ? "an answer" : "\"an answer\"");
        assertThat(refused.status()).isEqualTo(403);
        JsonNode asked = lastAsked();
        assertThat(asked.get("system").get(0).get("text").textValue()).startsWith("Follow these rules");
        assertThat(lastRole(asked)).isEqualTo("user");
    }

    private static JsonNode lastAsked() {
        List<Received> received = gateway.upstream().received();
        return received.get(received.size() - 1).json();
    }

    /** Claude refuses to go on with an answer that the caller began. */
    private static String lastRole(JsonNode asked) {
        JsonNode messages = asked.get("messages");
        return messages.get(messages.size() - 1).get("role").textValue();
    }
}
