package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.TestGateway;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v1/models/definitions}. Contract section 6.4; TV-31. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelDefinitionsE2eTest {
    private TestGateway gateway;

    @BeforeAll
    void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private JsonNode definitions() {
        return gateway.anonymous().send("GET", "/v1/models/definitions").json();
    }

    private static JsonNode feature(JsonNode definitions, String name) {
        return StreamSupport.stream(definitions.get("unit_primitives").spliterator(), false)
                .filter(feature -> feature.get("feature_setting").textValue().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/definitions", "/v1/models%2Fdefinitions", "/v1/models%2fdefinitions"})
    void needsNoTokenAndMayHaveAnEncodedSlash(String path) {
        assertThat(gateway.anonymous().send("GET", path).status()).isEqualTo(200);
    }

    @Test
    void listsModelsInTheShapeOfTheContract() {
        JsonNode definitions = definitions();

        assertThat(names(definitions)).containsExactly("models", "unit_primitives");
        for (JsonNode model : definitions.get("models")) {
            assertThat(names(model))
                    .containsExactly("name", "identifier", "provider", "deprecation", "description", "cost_indicator");
        }
        JsonNode sonnet = StreamSupport.stream(definitions.get("models").spliterator(), false)
                .filter(model -> model.get("identifier").textValue().equals("claude_sonnet_4_6"))
                .findFirst()
                .orElseThrow();
        assertThat(sonnet.get("name").textValue()).isEqualTo("Claude Sonnet 4.6 - Anthropic");
        assertThat(sonnet.get("provider").textValue()).isEqualTo("Anthropic");
        assertThat(sonnet.get("cost_indicator").textValue()).matches("\\${1,4}");
        assertThat(sonnet.get("deprecation").isNull()).isTrue();
    }

    @Test
    void listsFeaturesWhoseModelsAllExist() {
        JsonNode definitions = definitions();
        var identifiers = new HashSet<String>();
        definitions
                .get("models")
                .forEach(model -> identifiers.add(model.get("identifier").textValue()));

        for (JsonNode feature : definitions.get("unit_primitives")) {
            assertThat(names(feature))
                    .containsExactly(
                            "feature_setting",
                            "default_model",
                            "default_models",
                            "models_for_tags",
                            "models_for_size_preference",
                            "selectable_models",
                            "beta_models",
                            "deprecated_models",
                            "dev",
                            "unit_primitives");
            assertThat(identifiers).contains(feature.get("default_model").textValue());
            feature.get("selectable_models")
                    .forEach(model -> assertThat(identifiers).contains(model.textValue()));
        }
        assertThat(feature(definitions, "measure_comment_temperature")
                        .get("deprecated_models")
                        .toString())
                .isEqualTo("[{\"identifier\":\"gemini_2_5_flash_vertex\",\"deprecation_date\":\"2026-03-01\","
                        + "\"removal_version\":\"19.5\"}]");
    }

    @Test
    void offersAnyOfSeveralDefaultsToCallersThatKnowOfThem() {
        JsonNode definitions = gateway.anonymous()
                .header("x-gitlab-enabled-feature-flags", "ai_gateway_multi_default_models")
                .send("GET", "/v1/models/definitions")
                .json();

        JsonNode feature = feature(definitions, "duo_agent_platform_agentic_chat");
        assertThat(feature.get("default_model").textValue()).isEqualTo("__default__duo_agent_platform_agentic_chat");
        assertThat(feature.get("selectable_models").get(0).textValue())
                .isEqualTo("__default__duo_agent_platform_agentic_chat");
        assertThat(feature.get("default_models").size()).isEqualTo(2);
        assertThat(feature(definitions, "duo_chat").get("default_model").textValue())
                .isEqualTo("claude_sonnet_4_6_vertex");
    }
}
