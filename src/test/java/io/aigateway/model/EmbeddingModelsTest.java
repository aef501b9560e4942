package io.aigateway.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.kernel.Secret;
import io.aigateway.model.api.ModelChoice;
import io.aigateway.model.api.Target;
import io.aigateway.settings.Environment;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.settings.ModelSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingModelsTest {
    private static final String RULES = """

            embedding_content_types:
              issue: {models: [%s], unit_primitive: u}
            """;

    private static EmbeddingModels models(String yaml, String customModels) {
        GatewaySettings all = GatewaySettings.from(Environment.of(Map.of("AIGW_CUSTOM_MODELS__ENABLED", customModels)));
        ModelSettings settings = all.models();
        var catalogue = Catalogue.read(yaml, "models.yaml", settings, all.providers());
        return new EmbeddingModels(catalogue, new Models(catalogue, settings), settings);
    }

    private static String packaged() throws IOException {
        return Files.readString(Path.of("conf/models.yaml"));
    }

    private static String packagedWithoutContentTypes() throws IOException {
        String yaml = packaged();
        int start = yaml.indexOf("embedding_content_types:");
        return yaml.substring(0, start) + yaml.substring(yaml.indexOf("features:\n", start));
    }

    private static ModelChoice selfHosted(String identifier) {
        return new ModelChoice("litellm", "embedding", identifier, "", "http://llm.test/v1/", new Secret("k"));
    }

    @Test
    void findsTheServerOfTheCaller() throws IOException {
        Target target = models(packaged(), "true")
                .named(selfHosted("custom_openai/a/b"))
                .target();

        assertThat(target.provider()).isEqualTo("selfhosted");
        assertThat(target.model()).isEqualTo("a/b");
        assertThat(target.endpoint()).isEqualTo("http://llm.test/v1");
        assertThat(target.guarded()).isTrue();
    }

    @Test
    void refusesTheServerOfTheCallerUnlessPermitted() throws IOException {
        EmbeddingModels models = models(packaged(), "false");

        assertThatThrownBy(() -> models.named(selfHosted("x")))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        e -> assertThat(e.failure().kind()).isEqualTo(Kind.SWITCHED_OFF))
                .hasMessageContaining("api_base is not allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "vertexai, text-embedding-005, 250, 20000",
        "vertexai, gemini-embedding-001, 1, 20000",
        "vertexai, gemini-embedding-2, 1, 8192",
        "openai, text-embedding-3-small, 256, 300000",
        "mistral, mistral-embed, 256, 16000",
        "fireworks, any, 32, 0",
        "selfhosted, nomic-embed-code, 32, 0"
    })
    void knowsWhatProvidersTakeAtOnce(String provider, String model, int texts, int tokens) throws IOException {
        EmbeddingLimit limit = models(packaged(), "false").limitOf(Target.of(provider, model));

        assertThat(limit.texts()).isEqualTo(texts);
        assertThat(limit.tokens()).isEqualTo(tokens);
    }

    @Test
    void knowsWhichTextsAreReadToTheirEnd() {
        assertThat(new EmbeddingLimit(1, 0, 0).reads(1_000_000)).isTrue();
        assertThat(new EmbeddingLimit(1, 0, 10).reads(10)).isTrue();
        assertThat(new EmbeddingLimit(1, 0, 10).reads(11)).isFalse();
    }

    @Test
    void hasNoModelForATypeWithoutRule() throws IOException {
        EmbeddingModels models =
                models(packagedWithoutContentTypes() + RULES.formatted("text_embedding_005_vertex"), "false");

        assertThat(models.forContent("issue").unitPrimitive()).isEqualTo("u");
        assertThatThrownBy(() -> models.forContent("epic")).hasMessageContaining("No model embeds this content type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no_such", "claude_sonnet_4_6", "text_embedding_005_vertex, claude_sonnet_4_6"})
    void refusesARuleWithoutModelsThatEmbed(String identifiers) throws IOException {
        String yaml = packagedWithoutContentTypes() + RULES.formatted(identifiers);

        assertThatThrownBy(() -> models(yaml, "false"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("embedding_content_types.issue.models");
    }

    @Test
    void refusesALimitThatLetsNothingThrough() throws IOException {
        String yaml = packaged().replace("{provider: vertexai, texts: 250", "{provider: vertexai, texts: 0");

        assertThatThrownBy(() -> models(yaml, "false")).hasMessageContaining("texts: 0 (expected: at least 1)");
    }
}
