package io.aigateway.provider.claude;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaudeModelTest {
    @ParameterizedTest
    @CsvSource({
        "claude-2.1,                                 true,  true",
        "claude-3-haiku-20240307,                    true,  true",
        "claude-3-5-sonnet@20240620,                 true,  true",
        "claude-3-5-sonnet-v2@20241022,              true,  true",
        "claude-opus-4-20250514,                     true,  true",
        "claude-opus-4-1-20250805,                   true,  true",
        "claude-sonnet-4-5-20250929,                 true,  true",
        "claude-sonnet-4-5@20250929,                 true,  true",
        "anthropic/claude-sonnet-4-5,                true,  true",
        "us.anthropic.claude-sonnet-4-5-2025092-v1:0, true, true",
        "CLAUDE-HAIKU-4-5,                           true,  true",
        "claude-haiku-4-6,                           false, false",
        "claude-sonnet-4-6,                          true,  false",
        "claude-opus-4-6,                            true,  false",
        "claude-opus-4-7,                            false, false",
        "claude-opus-4-10,                           false, false",
        "claude-sonnet-5,                            false, false",
        "claude-fable-5,                             false, false",
        "claude-opus-5-5,                            false, false",
        "claude-opus-10,                             false, false",
        "claude-latest,                              false, false",
        "claude-opus-20270101,                       false, false",
        "claude,                                     false, false",
        "a-model-of-ours,                            false, false",
        "'',                                         false, false"
    })
    void tellsByItsNameWhatItAccepts(String model, boolean sampling, boolean prefill) {
        assertThat(ClaudeModel.named(model)).isEqualTo(new ClaudeModel(sampling, prefill));
    }
}
