package io.aigateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.testkit.OnLoop;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FakeUpstreamCommandTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicInteger status = new AtomicInteger(-1);

    private int run(String... arguments) {
        return Commands.run(List.of(arguments), new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }

    private String output() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Thread start(String... arguments) {
        var thread = new Thread(() -> status.set(run(arguments)), "fake-upstream");
        thread.start();
        return thread;
    }

    private URI url() {
        OnLoop.until("it listens", () -> output().contains("listens on"));
        Matcher found = Pattern.compile("http://\\S+").matcher(output());
        assertThat(found.find()).isTrue();
        return URI.create(found.group());
    }

    @Test
    void servesUntilItIsStopped() throws Exception {
        Thread serving =
                start("fake-upstream", "--port", "0", "--tokens", "3", "--fault-share", "1", "--faults", "503,529");
        URI messages = url().resolve("/v1/messages");
        HttpClient http = HttpClient.newHttpClient();
        var good = HttpRequest.newBuilder(messages)
                .header("X-Fake-Fault", "none")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        var bad = HttpRequest.newBuilder(messages)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        assertThat(http.send(good, BodyHandlers.ofString()).body()).contains("\"This answer was\"");
        assertThat(http.send(bad, BodyHandlers.ofString()).statusCode()).isIn(503, 529);

        serving.interrupt();
        serving.join(OnLoop.PATIENCE_SECONDS * 1000);
        assertThat(status.get()).isZero();
    }

    @Test
    void tellsThatItsPortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0)) {
            assertThat(run("fake-upstream", "--host", "0.0.0.0", "--port", String.valueOf(taken.getLocalPort())))
                    .isEqualTo(1);
        }
        assertThat(output()).contains("fake upstream not started");
    }

    @Test
    void explainsItself() {
        assertThat(run("fake-upstream", "--help")).isZero();
        assertThat(output()).contains("--fault-share", "first-token  after the headers", "half-close", "retry-after");
    }

    @ParameterizedTest
    @CsvSource({
        "--port, many, --port: many (expected: a whole number from 0 to 65535)",
        "--port, 70000, --port: 70000",
        "--tokens, -1, --tokens: -1",
        "--token, 5, --token: 5 (expected: a number with",
        "--fault-share, most, --fault-share: most (expected: 0 to 1)",
        "--fault-share, 0.1, faults: none (expected: some",
        "--fault-share, 2, fault-share: 2.0 (expected: 0 to 1)",
        "--faults, 'cut,explode', fault: explode (expected: one of",
        "--nonsense, 1, --nonsense (expected: one of",
        "word, word, fake-upstream [--port"
    })
    void refusesWhatItDoesNotUnderstand(String name, String value, String message) {
        assertThat(run("fake-upstream", name, value)).isEqualTo(2);
        assertThat(output()).contains(message);
    }
}
