package io.aigateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
    private static GatewaySettings read(String... namesAndTexts) {
        var texts = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            texts.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return GatewaySettings.from(Environment.of(texts));
    }

    @Test
    void needsNoSettingAtAll() {
        GatewaySettings settings = read();

        assertThat(settings.server().apiPort()).isEqualTo(5052);
        assertThat(settings.auth().serviceName()).isEqualTo("gitlab-ai-gateway");
        assertThat(settings.auth().gitlabUrl()).isEqualTo(URI.create("https://gitlab.com"));
        assertThat(settings.models().location()).isEqualTo("us-central1");
        assertThat(settings.models().mock()).isFalse();
    }

    @Test
    void readsEachKindOfValue() {
        GatewaySettings settings = read(
                "AIGW_FASTAPI__API_PORT", "8080",
                "AIGW_AUTH__BYPASS_EXTERNAL", "Yes",
                "AIGW_HTTP__BODY_TIMEOUT", "2.5",
                "AIGW_LOGGING__LEVEL", "WARNING",
                "AIGW_CUSTOM_MODELS__EXTRA_HEADERS", "{\"x-team\": \"a\"}",
                "AIGW_FEATURE_FLAGS__DISALLOWED_FLAGS", "{\"saas\": [\"flag_a\"]}",
                "ANTHROPIC_API_KEY", "k-1");

        assertThat(settings.server().apiPort()).isEqualTo(8080);
        assertThat(settings.auth().bypass().everything()).isTrue();
        assertThat(settings.server().bodyTimeout()).isEqualTo(Duration.ofMillis(2500));
        assertThat(settings.logging().level()).isEqualTo("warning");
        assertThat(settings.models().extraHeaders()).isEqualTo(Map.of("x-team", "a"));
        assertThat(settings.features().disallowedFlags()).isEqualTo(Map.of("saas", List.of("flag_a")));
        assertThat(settings.providers().anthropic().key().reveal()).isEqualTo("k-1");
    }

    @Test
    void takesAnEmptyTextForNothing() {
        assertThat(read("AIGW_FASTAPI__API_PORT", "").server().apiPort()).isEqualTo(5052);
    }

    @Test
    void reportsEveryProblemAtOnceWithNameValueAndExpectation() {
        assertThatThrownBy(() -> read(
                        "AIGW_FASTAPI__API_PORT", "eighty",
                        "AIGW_GITLAB_URL", "gitlab",
                        "AIGW_LOGGING__LEVEL", "loud",
                        "AIGW_FEATURE_FLAGS__DISALLOWED_FLAGS", "[1]"))
                .isInstanceOfSatisfying(
                        SettingsException.class,
                        thrown -> assertThat(thrown.problems())
                                .containsExactlyInAnyOrder(
                                        "AIGW_FASTAPI__API_PORT: \"eighty\" (expected: a whole number from 0 to 65535), from"
                                                + " environment",
                                        "AIGW_GITLAB_URL: \"gitlab\" (expected: an http or https URL), from environment",
                                        "AIGW_LOGGING__LEVEL: \"loud\" (expected: one of trace, debug, info, warning, warn,"
                                                + " error, critical), from environment",
                                        "AIGW_FEATURE_FLAGS__DISALLOWED_FLAGS: \"[1]\" (expected: a JSON object: realm to a"
                                                + " list of feature flags), from environment"));
    }

    @Test
    void refusesAMisspeltNameAndProposesTheRightOne() {
        assertThatThrownBy(() -> read("AIGW_FASTAPI__API_PROT", "1"))
                .hasMessageContaining("AIGW_FASTAPI__API_PROT")
                .hasMessageContaining("such as AIGW_FASTAPI__API_PORT");
    }

    @Test
    void canBeToldToIgnoreUnknownNames() {
        assertThatCode(() -> read("AIGW_SOMETHING_ELSE", "1", "AIGW_STRICT_SETTINGS", "false"))
                .doesNotThrowAnyException();
    }

    @Test
    void acceptsEveryNameOfTheOriginal() {
        var texts = new LinkedHashMap<String, String>();
        OriginalSettings.ALL.forEach(setting -> texts.put(setting.name(), "whatever"));

        assertThatCode(() -> GatewaySettings.from(Environment.of(texts))).doesNotThrowAnyException();
    }

    @Test
    void readsASecretFromAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("key");
        Files.writeString(file, "k-from-file\n");

        assertThat(read("ANTHROPIC_API_KEY_FILE", file.toString())
                        .providers()
                        .anthropic()
                        .key()
                        .reveal())
                .isEqualTo("k-from-file");
    }

    @Test
    void reportsASecretFileThatCannotBeRead() {
        assertThatThrownBy(() -> read("AIGW_SELF_SIGNED_JWT__SIGNING_KEY_FILE", "/nowhere/key"))
                .hasMessageContaining("AIGW_SELF_SIGNED_JWT__SIGNING_KEY_FILE");
    }

    @Test
    void asksForCertificateAndKeyWhenTlsIsOn() {
        assertThatThrownBy(() -> read("AIGW_FASTAPI__TLS__ENABLED", "true"))
                .hasMessageContaining("AIGW_FASTAPI__TLS__CERT_FILE")
                .hasMessageContaining("AIGW_FASTAPI__TLS__KEY_FILE");
    }

    @Test
    void mocksModelsInDevelopmentOnlyWhileNoProviderHasAKey() {
        assertThat(read("AIGW_ENVIRONMENT", "development").models().mock()).isTrue();
        assertThat(read("AIGW_ENVIRONMENT", "development", "ANTHROPIC_API_KEY", "k")
                        .models()
                        .mock())
                .isFalse();
        assertThat(read("AIGW_ENVIRONMENT", "development", "AIGW_CUSTOM_MODELS__ENABLED", "1")
                        .models()
                        .mock())
                .isFalse();
        assertThat(read("AIGW_ENVIRONMENT", "production").models().mock()).isFalse();
    }

    @Test
    void findsTheLocationInTheOrderOfTheContract() {
        assertThat(read("RUNWAY_REGION", "asia-east1").models().location()).isEqualTo("asia-east1");
        assertThat(read("RUNWAY_REGION", "asia-east1", "AIGW_GOOGLE_CLOUD_PLATFORM__LOCATION", "europe-west4")
                        .models()
                        .location())
                .isEqualTo("europe-west4");
    }

    @Test
    void neverShowsASecret() {
        GatewaySettings settings = read(
                "ANTHROPIC_API_KEY", "marker-1",
                "AIGW_SELF_SIGNED_JWT__SIGNING_KEY", "marker-2",
                "CUSTOMER_PORTAL_USAGE_QUOTA_API_USER", "someone",
                "CUSTOMER_PORTAL_USAGE_QUOTA_API_TOKEN", "marker-3");

        assertThat(settings.toString()).doesNotContain("marker");
    }
}
