package io.aigateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.kernel.Feature;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeaturePathsTest {
    @ParameterizedTest
    @CsvSource({
        "/v2/code/completions, CODE_SUGGESTIONS",
        "/v2/completions, CODE_SUGGESTIONS",
        "/v2/code/generations, CODE_SUGGESTIONS",
        "/v3/code/completions, CODE_SUGGESTIONS",
        "/v4/code/suggestions, CODE_SUGGESTIONS",
        "/internal/code-suggestions/completions, CODE_SUGGESTIONS",
        "/v1/chat, CHAT",
        "/v1/chat/agent, CHAT",
        "/v2/chat/agent, CHAT",
        "/v1/prompts/chat/explain_code, PROMPTS",
        "/v2/prompts/generate_commit_message, PROMPTS",
        "/v1/proxy/anthropic/v1/messages, PROXY",
        "/internal/proxy/openai/v1/chat/completions, PROXY",
        "/v1/embeddings/code_embeddings/index, EMBEDDINGS",
        "/internal/embeddings, EMBEDDINGS",
        "/v1/search/gitlab-docs, SEARCH"
    })
    void knowsTheFeatureOfEveryPathThatCosts(String path, Feature feature) {
        assertThat(FeaturePaths.of(path)).isEqualTo(feature);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/code/user_access_token", "/v1/telemetry", "/monitoring/healthz", "/v1/models/definitions"})
    void leavesAloneWhatCostsNothing(String path) {
        assertThat(FeaturePaths.of(path)).isNull();
    }
}
