package io.aigateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.testkit.OnLoop;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The twin of {@link ImageIT} for machines without Docker: the built jar, started as the image starts it. */
class JarIT {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final Path JAR = Path.of("target", "ai-gateway.jar").toAbsolutePath();
    private static final String BODY = """
            {"prompt_version": 1, "current_file": {"file_name": "a.py", "content_above_cursor": "x", "content_below_cursor": ""}}
            """;

    @TempDir
    private Path folder;

    @Test
    void startsFromAnyFolderAnswersACompletionAndIsHealthy() throws Exception {
        String port = freePort();
        Process gateway = start(port, "-jar", JAR.toString());
        try {
            OnLoop.until("it is healthy", () -> isHealthy(port));
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v2/completions"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(BODY))
                    .build();

            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("mock completion");
        } finally {
            gateway.destroy();
            assertThat(gateway.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(isHealthy(port)).isFalse();
    }

    private boolean isHealthy(String port) {
        try {
            Process check = start(port, "-cp", JAR.toString(), "io.aigateway.app.HealthCheck");
            return check.waitFor() == 0;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Process start(String port, String... arguments) throws IOException {
        var builder = new ProcessBuilder(JAVA).directory(folder.toFile()).inheritIO();
        builder.command().addAll(java.util.List.of(arguments));
        builder.environment().put("AIGW_FASTAPI__API_HOST", "127.0.0.1");
        builder.environment().put("AIGW_FASTAPI__API_PORT", port);
        builder.environment().put("AIGW_FASTAPI__METRICS_HOST", "127.0.0.1");
        builder.environment().put("AIGW_FASTAPI__METRICS_PORT", "0");
        builder.environment().put("AIGW_MOCK_MODEL_RESPONSES", "true");
        builder.environment().put("AIGW_AUTH__BYPASS_EXTERNAL", "true");
        builder.environment().put("AIGW_LOGGING__LEVEL", "critical");
        return builder.start();
    }

    private static String freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return String.valueOf(socket.getLocalPort());
        }
    }
}
