package io.aigateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** Builds the Dockerfile, runs the image and makes a request. Skips itself where there is no Docker. */
@Testcontainers(disabledWithoutDocker = true)
class ImageIT {
    private static final String BODY = """
            {"prompt_version": 1, "current_file": {"file_name": "a.py", "content_above_cursor": "x", "content_below_cursor": ""}}
            """;

    @Container
    private final GenericContainer<?> image = new GenericContainer<>(new ImageFromDockerfile()
                    .withDockerfile(Path.of("Dockerfile").toAbsolutePath()))
            .withEnv("AIGW_MOCK_MODEL_RESPONSES", "true")
            .withEnv("AIGW_AUTH__BYPASS_EXTERNAL", "true")
            .withExposedPorts(5052)
            .waitingFor(Wait.forHealthcheck().withStartupTimeout(Duration.ofMinutes(5)));

    @Test
    void answersACompletionAndRunsAsAnOrdinaryUser() throws Exception {
        var uri = URI.create("http://" + image.getHost() + ":" + image.getMappedPort(5052) + "/v2/completions");
        var request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();

        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("mock completion");
        assertThat(image.getContainerInfo().getConfig().getUser()).isEqualTo("10001");
    }
}
