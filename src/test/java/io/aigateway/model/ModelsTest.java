package io.aigateway.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.kernel.Secret;
import io.aigateway.model.api.Clocks;
import io.aigateway.model.api.ModelChoice;
import io.aigateway.model.api.Target;
import io.aigateway.settings.Environment;
import io.aigateway.settings.GatewaySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsTest {
    private static final Route ANY = new Route("codestral", null, Map.of("codestral", "codestral"), null, true);

    private static String catalogue() {
        try {
            return Files.readString(Path.of("conf/models.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Models models(String... namesAndTexts) {
        GatewaySettings settings = settings(namesAndTexts);
        return new Models(read(catalogue(), settings), settings.models());
    }

    private static Catalogue read(String text, GatewaySettings settings) {
        return Catalogue.read(text, "models.yaml", settings.models(), settings.providers());
    }

    private static GatewaySettings settings(String... namesAndTexts) {
        var texts = new HashMap<String, String>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            texts.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return GatewaySettings.from(Environment.of(texts));
    }

    private static ModelChoice choice(
            String provider, String name, String identifier, String feature, String endpoint) {
        return new ModelChoice(provider, name, identifier, feature, endpoint, new Secret(""));
    }

    @Test
    void findsModelsByIdentifierAndByOlderSpelling() {
        Models models = models();

        assertThat(models.chosenBy(choice("gitlab", "", "claude_sonnet_4_6", "", ""))
                        .identifier())
                .isEqualTo("claude_sonnet_4_6");
        assertThat(models.chosenBy(choice("gitlab", "", "vertex-ai/codestral-2501", "", ""))
                        .identifier())
                .isEqualTo("codestral_2508_vertex");
    }

    @Test
    void takesTheDefaultOfAFeatureWhenNoIdentifierIsGiven() {
        assertThat(models().chosenBy(choice("gitlab", "", "", "code_generations", ""))
                        .identifier())
                .isEqualTo("claude_sonnet_4_6_vertex");
    }

    @Test
    void ignoresAChoiceThatCannotBeTurnedIntoAModel() {
        Models models = models();

        assertThat(models.chosenBy(choice("gitlab", "", "no_such_model", "", "")))
                .isNull();
        assertThat(models.chosenBy(choice("gitlab", "", "", "no_such_feature", "")))
                .isNull();
        assertThat(models.chosenBy(choice("litellm", "no_such_family", "", "", "")))
                .isNull();
        assertThat(models.chosenBy(ModelChoice.NONE)).isNull();
    }

    @Test
    void letsAnInstallationReplaceDefaultsAndParameters() {
        Models models = models(
                "AIGW_MODEL_SELECTION__DEFAULT_MODELS", "{\"code_generations\": [\"claude_opus_5\"]}",
                "AIGW_MODEL_SELECTION__MODEL_PARAMS",
                        "{\"claude_opus_5\": {\"model\": \"m-1\", \"api_key\": \"k-1\"}}");

        Model model = models.defaultOf("code_generations");

        assertThat(model.identifier()).isEqualTo("claude_opus_5");
        assertThat(model.target().model()).isEqualTo("m-1");
        assertThat(model.target().apiKey().reveal()).isEqualTo("k-1");
    }

    @Test
    void refusesUnknownIdentifiersInTheSettings() {
        assertThatThrownBy(() -> models("AIGW_MODEL_SELECTION__DEFAULT_MODELS", "{\"duo_chat\": [\"nonsense\"]}"))
                .hasMessageContaining("AIGW_MODEL_SELECTION__DEFAULT_MODELS")
                .hasMessageContaining("nonsense");
    }

    @Test
    void refusesACatalogueWithUnknownKeys() {
        String text =
                "models: {a: {name: A, engine: e, target: {provider: p}, context_tokens: 1, colour: red}}\nfeatures: {}";

        assertThatThrownBy(() -> read(text, settings()))
                .hasMessageContaining("models.yaml")
                .hasMessageContaining("colour");
    }

    @Test
    void refusesADefaultThatIsNotSelectable() {
        String text = """
                models: {a: {name: A, engine: e, target: {provider: p}, context_tokens: 1}}
                features: {f: {default_models: [a], selectable_models: [b]}}
                """;

        assertThatThrownBy(() -> read(text, settings()))
                .hasMessageContaining("features.f.default_models: a")
                .hasMessageContaining("features.f.selectable_models: b");
    }

    @Test
    void placesASelfHostedModelAtTheCallersServer() {
        Models models =
                models("AIGW_CUSTOM_MODELS__ENABLED", "true", "AIGW_CUSTOM_MODELS__EXTRA_HEADERS", "{\"x-a\":\"b\"}");
        var choice = new ModelChoice(
                "openai", "mistral", "custom_openai/mistral-small", "", "http://llm.example.test/v1/", new Secret("k"));

        Model model = models.chosenBy(choice);

        assertThat(model.identifier()).isEqualTo("mistral");
        assertThat(model.target().provider()).isEqualTo("selfhosted");
        assertThat(model.target().model()).isEqualTo("mistral-small");
        assertThat(model.target().endpoint()).isEqualTo("http://llm.example.test/v1");
        assertThat(model.target().apiKey().reveal()).isEqualTo("k");
        assertThat(model.target().headers()).isEqualTo(Map.of("x-a", "b"));
    }

    @Test
    void readsTheProviderFromThePrefixOfAnIdentifier() {
        Models models = models("AIGW_CUSTOM_MODELS__ENABLED", "true");

        assertThat(models.chosenBy(choice("litellm", "claude_3", "anthropic/claude-opus-5", "", ""))
                        .target()
                        .provider())
                .isEqualTo("anthropic");
        assertThat(models.chosenBy(choice("litellm", "gemini", "vertex_ai/gemini-3.5-flash", "", "http://ignored.test"))
                        .target())
                .satisfies(target -> {
                    assertThat(target.provider()).isEqualTo("vertexai");
                    assertThat(target.api()).isEqualTo("gemini");
                    assertThat(target.endpoint()).isEmpty();
                });
        assertThat(models.chosenBy(choice("litellm", "mistral", "mistralai/Mistral-7B", "", "http://vllm.test/v1"))
                        .target()
                        .model())
                .isEqualTo("mistralai/Mistral-7B");
    }

    @Test
    void refusesAnEndpointOrAKeyWhileCustomModelsAreOff() {
        var withKey = new ModelChoice("litellm", "mistral", "", "", "", new Secret("k"));

        assertFails(
                Kind.SWITCHED_OFF,
                () -> models().chosenBy(choice("litellm", "mistral", "", "", "http://a.test")),
                "specifying custom models endpoint is disabled: api_base is not allowed");
        assertFails(
                Kind.SWITCHED_OFF,
                () -> models().chosenBy(withKey),
                "specifying custom models endpoint is disabled: api_key is not allowed");
    }

    @Test
    void refusesAnEndpointThatIsNoUrlOrCarriesCredentials() {
        Models models = models("AIGW_CUSTOM_MODELS__ENABLED", "true");

        for (String endpoint : new String[] {"ftp://a.test", "a.test", "http://user:pw@a.test", "http://", "::"}) {
            assertInvalid(
                    () -> models.routed(
                            Map.of("litellm", ANY), choice("litellm", "codestral", "", "", endpoint), "x", true),
                    "The endpoint of the self-hosted model is not an http or https URL");
        }
    }

    @Test
    void checksANameOnlyWhenItIsGivenTogetherWithAProvider() {
        Models models = models();
        var route = new Route(
                "codestral_2508_vertex", "codestral_2501_fireworks", Map.of("a", "codestral_2508_vertex"), null, false);
        var routes = Map.of("vertex-ai", route, "none", route);

        assertThat(models.routed(routes, choice("vertex-ai", "a", "", "", ""), "x", true)
                        .identifier())
                .isEqualTo("codestral_2508_vertex");
        assertThat(models.routed(routes, choice("", "whatever", "", "", ""), "x", true)
                        .identifier())
                .isEqualTo("codestral_2508_vertex");
        assertInvalid(
                () -> models.routed(routes, choice("vertex-ai", "b", "", "", ""), "code completions", true),
                "Value error, model b is not supported by use case code completions and provider vertex-ai");
    }

    @Test
    void goesElsewhereInAsia() {
        Models models = models("RUNWAY_REGION", "asia-east1");
        var route = new Route(
                "codestral_2508_vertex", "codestral_2501_fireworks", Map.of("a", "codestral_2508_vertex"), null, false);

        assertThat(models.routed(Map.of("none", route), ModelChoice.NONE, "x", false)
                        .identifier())
                .isEqualTo("codestral_2501_fireworks");
    }

    @Test
    void saysThatAmazonQIsNotOffered() {
        assertThatThrownBy(() -> models().chosenBy(choice("amazon_q", "amazon_q", "", "", "")))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        thrown -> assertThat(thrown.failure().kind()).isEqualTo(Kind.UNSERVED));
    }

    private static void assertInvalid(ThrowingCallable call, String detail) {
        assertFails(Kind.INVALID, call, detail);
    }

    private static void assertFails(Kind kind, ThrowingCallable call, String detail) {
        assertThatThrownBy(call).isInstanceOfSatisfying(FailureException.class, thrown -> {
            assertThat(thrown.failure().kind()).isEqualTo(kind);
            assertThat(thrown.failure().detail()).isEqualTo(detail);
        });
    }

    private static final String TWO_PLACES = """
            models:
              both:
                name: Both
                engine: anthropic
                context_tokens: 1000
                balance: %s
                clocks: {first_token: 7}
                targets:
                  - {provider: anthropic, model: a, weight: 3}
                  - {provider: vertexai, api: claude, model: b, location: global}
            providers:
              anthropic:
                clocks: {first_byte: 3, first_token: 4}
            features:
              duo_chat: {default_models: [both], selectable_models: []}
            """;

    @Test
    void triesTheTargetsOfAModelInTheirOrder() {
        List<TargetGroup> groups = read(
                        TWO_PLACES
                                .formatted("ordered")
                                .replace("[both], selectable_models: []", "[both], selectable_models: [both]")
                                .replace(
                                        "engine: anthropic",
                                        "engine: anthropic\n    description: d\n    cost_indicator: $"),
                        settings(
                                "ANTHROPIC_API_KEY",
                                "k1",
                                "AIGW_MODEL_KEYS__MORE",
                                "{\"anthropic\": [\"k2\", \"k3\"]}"))
                .find("both")
                .groups();

        assertThat(groups).hasSize(2);
        assertThat(groups.get(0).targets()).extracting(Target::key).containsExactly(0, 1, 2);
        assertThat(groups.get(0).targets())
                .extracting(Target::label)
                .containsExactly("anthropic", "anthropic#2", "anthropic#3");
        assertThat(groups.get(1).targets()).extracting(Target::label).containsExactly("vertexai:global");
        assertThat(groups.get(0).targets().get(0).clocks()).isEqualTo(new Clocks(5000, 3000, 7000, 60_000, 600_000));
        assertThat(groups.get(1).targets().get(0).clocks()).isEqualTo(new Clocks(5000, 60_000, 7000, 60_000, 600_000));
        assertThat(groups.toString()).doesNotContain("k1").doesNotContain("k2");
    }

    @Test
    void spreadsCallsOverTargetsByWeight() {
        List<TargetGroup> groups = read(
                        TWO_PLACES
                                .formatted("weighted")
                                .replace("[both], selectable_models: []", "[both], selectable_models: [both]")
                                .replace(
                                        "engine: anthropic",
                                        "engine: anthropic\n    description: d\n    cost_indicator: $"),
                        settings())
                .find("both")
                .groups();

        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).weights()).containsExactly(3, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clocks: {first_token: 7}|clocks: {whenever: 7}",
                "clocks: {first_token: 7}|clocks: {first_token: 0}",
                "weight: 3|weight: 0",
                "targets:|target: {provider: mock}\n    targets:"
            })
    void refusesTargetsThatMakeNoSense(String change) {
        String[] parts = change.split("\\|", -1);

        assertThatThrownBy(() -> read(TWO_PLACES.formatted("ordered").replace(parts[0], parts[1]), settings()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsWhatTheProxiesOffer() {
        Models models = models("AIGW_GOOGLE_CLOUD_PLATFORM__LOCATION", "europe-west4");

        assertThat(models.proxied("anthropic", "claude-opus-4-6").provider()).isEqualTo("anthropic");
        assertThat(models.proxied("openai", "gpt-5.1-2025-11-13").provider()).isEqualTo("openai");
        assertThat(models.proxied("vertex-ai", "code-bison@002").location()).isEqualTo("europe-west4");
        assertThat(models.proxied("vertex-ai", "gemini-2.5-flash").location()).isEqualTo("europe-west4");
        assertThat(models.proxied("vertex-ai", "gemini-3.5-flash")).isNull();
        assertThat(models.proxied("anthropic", "gpt-5")).isNull();
        assertThat(models.proxied("mistral", "codestral-2508")).isNull();
    }

    @Test
    void takesTheNameOfAProxiedModelFromTheSettings() {
        Models models = models(
                "AIGW_MODEL_SELECTION__MODEL_PARAMS",
                "{\"claude_opus_4_6_20260205\":{\"model\":\"claude-opus-4-6-custom\",\"api_key\":\"k\"}}");

        assertThat(models.proxied("anthropic", "claude-opus-4-6")).isNull();
        assertThat(models.proxied("anthropic", "claude-opus-4-6-custom")
                        .apiKey()
                        .reveal())
                .isEqualTo("k");
    }

    @Test
    void refusesACatalogueThatOffersAModelByAnotherProvidersProxy() {
        String wrong = catalogue()
                .replaceFirst("proxy: openai", "proxy: anthropic")
                .replace("proxy_only:\n  vertex-ai:", "proxy_only:\n  bedrock:");
        GatewaySettings settings = settings();

        assertThatThrownBy(() -> read(wrong, settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("models.gpt_5_6_sol.proxy: anthropic (expected: the proxy of its provider)")
                .hasMessageContaining("proxy_only.bedrock (expected: one of [anthropic, openai, vertex-ai])");
    }
}
