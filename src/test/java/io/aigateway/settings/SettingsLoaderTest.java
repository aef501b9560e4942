package io.aigateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.testkit.OnLoop;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        OnLoop.await(vertx.close());
    }

    private GatewaySettings load(Map<String, String> variables) {
        return OnLoop.await(new SettingsLoader(variables, folder).load(vertx).map(GatewaySettings::from));
    }

    @Test
    void readsTheYamlFileByThePathOfEachValue() throws IOException {
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(folder.resolve("conf/gateway.yaml"), """
                fastapi:
                  api_port: 6000
                auth:
                  bypass_external: true
                feature_flags:
                  disallowed_flags:
                    saas: [flag_a, flag_b]
                ANTHROPIC_API_KEY: k-yaml
                """);

        GatewaySettings settings = load(Map.of());

        assertThat(settings.server().apiPort()).isEqualTo(6000);
        assertThat(settings.auth().bypass().everything()).isTrue();
        assertThat(settings.features().disallowedFlags()).isEqualTo(Map.of("saas", List.of("flag_a", "flag_b")));
        assertThat(settings.providers().anthropic().key().reveal()).isEqualTo("k-yaml");
    }

    @Test
    void letsTheEnvironmentWinOverDotEnvAndThatOverTheFile() throws IOException {
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(folder.resolve("conf/gateway.yaml"), "fastapi: {api_port: 6000, metrics_port: 6001}");
        Files.writeString(
                folder.resolve(".env"), "AIGW_FASTAPI__API_PORT=6002\nAIGW_FASTAPI__METRICS_HOST='127.0.0.1'\n");

        GatewaySettings settings = load(Map.of("AIGW_FASTAPI__API_PORT", "6003"));

        assertThat(settings.server().apiPort()).isEqualTo(6003);
        assertThat(settings.server().metricsPort()).isEqualTo(6001);
        assertThat(settings.server().metricsHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void findsDotEnvAboveTheWorkingDirectory() throws IOException {
        Files.writeString(folder.resolve(".env"), "AIGW_FASTAPI__API_PORT=6002");
        Path below = Files.createDirectories(folder.resolve("a/b"));

        Environment environment = OnLoop.await(new SettingsLoader(Map.of(), below).load(vertx));

        assertThat(GatewaySettings.from(environment).server().apiPort()).isEqualTo(6002);
    }

    @Test
    void saysWhereABadValueStands() throws IOException {
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(folder.resolve("conf/gateway.yaml"), "fastapi: {api_port: many}\nunknown: {thing: 1}\n");

        assertThatThrownBy(() -> load(Map.of()))
                .hasMessageContaining("AIGW_FASTAPI__API_PORT: \"many\"")
                .hasMessageContaining("gateway.yaml")
                .hasMessageContaining("AIGW_UNKNOWN__THING");
    }

    @Test
    void refusesAFileThatIsNoYaml() throws IOException {
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(folder.resolve("conf/gateway.yaml"), "fastapi: [1, {");

        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("gateway.yaml");
    }

    @Test
    void refusesANamedFileThatIsMissing() {
        assertThatThrownBy(() -> load(Map.of("AIGW_CONFIG_FILE", "other.yaml")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("other.yaml");
    }
}
