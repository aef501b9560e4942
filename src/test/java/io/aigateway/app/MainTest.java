package io.aigateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process as a whole: how it starts, refuses to start, and stops. */
class MainTest {
    @TempDir
    private Path folder;

    private Process start(Map<String, String> variables, String... arguments) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED", // as the manifest of the jar says
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.aigateway.app.Main")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        builder.command().addAll(java.util.List.of(arguments));
        builder.environment().keySet().removeIf(name -> name.startsWith("AIGW_"));
        builder.environment().put("AIGW_FASTAPI__API_HOST", "127.0.0.1");
        builder.environment().put("AIGW_FASTAPI__API_PORT", "0");
        builder.environment().put("AIGW_FASTAPI__METRICS_PORT", "0");
        builder.environment().putAll(variables);
        return builder.start();
    }

    private Path log() {
        return folder.resolve("out.log");
    }

    private String output() throws IOException {
        return Files.exists(log()) ? Files.readString(log(), StandardCharsets.UTF_8) : "";
    }

    @Test
    void refusesToStartWithBadSettingsAndNamesThemAll() throws Exception {
        Process process = start(Map.of(
                "AIGW_FASTAPI__API_PORT", "eighty",
                "AIGW_GITLAB_URL", "nowhere",
                "AIGW_FASTAPI__API_PROT", "1"));

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output())
                .contains("AIGW_FASTAPI__API_PORT: \\\"eighty\\\"".replace("\\", ""))
                .contains("AIGW_GITLAB_URL")
                .contains("AIGW_FASTAPI__API_PROT")
                .doesNotContain("\tat ");
    }

    @Test
    void refusesToStartWithABrokenCatalogue() throws Exception {
        Path catalogue = folder.resolve("models.yaml");
        Files.writeString(catalogue, "models: {}\nfeatures: {a: {default_models: [b], selectable_models: []}}\n");

        Process process = start(Map.of("AIGW_MODEL_CATALOGUE_FILE", catalogue.toString()));

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output()).contains("features.a.default_models: b");
    }

    @Test
    void startsAndStopsWhenItIsAskedTo() throws Exception {
        Path classes = folder.resolve("classes.txt");
        Process process = start(Map.of(
                "AIGW_ENVIRONMENT", "development",
                "AIGW_AUTH__BYPASS_EXTERNAL", "true",
                "JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes));
        try {
            io.aigateway.testkit.OnLoop.until("the gateway started", () -> {
                try {
                    return output().contains("gateway started [version: development") || !process.isAlive();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            assertThat(output())
                    .contains("models: mock")
                    .containsPattern("api: http://127\\.0\\.0\\.1:\\d+, operators: http://0\\.0\\.0\\.0:\\d+")
                    .containsPattern("ms: \\d+");

            process.destroy();

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(output()).contains("gateway stopping").contains("gateway stopped");
            assertThat(Files.readString(classes))
                    .as("a gateway that stands alone loads nothing of a cluster")
                    .contains("io.vertx.core.impl.VertxImpl")
                    .doesNotContain("hazelcast.");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void refusesToRunWithoutADoorUnlessInACluster() throws Exception {
        Process process = start(Map.of(), "--roles", "chat,provider.anthropic");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output()).contains("AIGW_ROLES").contains("http among them, because the node is in no cluster");
    }

    @Test
    void runsACommandAndEnds() throws Exception {
        Files.writeString(Files.createDirectory(folder.resolve("docs")).resolve("a.md"), "# A page\n\nText.\n");

        Process process = start(Map.of(), "docs-index", "docs", "docs-index");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output()).isZero();
        assertThat(output()).contains("1 pages, 1 passages in docs-index").hasLineCount(1);
    }

    @Test
    void saysWhichCommandsThereAre() throws Exception {
        Process process = start(Map.of(), "docs-indexx");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(output())
                .contains("unknown command: docs-indexx (expected: one of [docs-index, doctor, fake-upstream, prompt]");
    }
}
