package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.testkit.Gate;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Received;
import io.aigateway.testkit.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of {@code conf/} and settings change while the gateway serves. */
class ReloadE2eTest {
    private static final String PATH = "/v1/prompts/generate_commit_message";

    @TempDir
    private Path folder;

    private TestGateway gateway;

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void start(String... more) throws IOException {
        write(0);
        var settings = new ArrayList<>(List.of(
                "AIGW_MODEL_CATALOGUE_FILE", catalogue().toString(),
                "AIGW_PROMPTS__FOLDER", folder.resolve("prompts").toString()));
        settings.addAll(List.of(more));
        gateway = TestGateway.start(settings.toArray(String[]::new));
        gateway.upstream().willAnswerBy(ReloadE2eTest::echo);
    }

    private Path catalogue() {
        return folder.resolve("models.yaml");
    }

    /** A state whose number shows in three places: one in the catalogue and two in the prompt. */
    private void write(int state) throws IOException {
        Files.writeString(
                catalogue(),
                Files.readString(Path.of("conf/models.yaml"))
                        .replace(
                                "target: {provider: anthropic, model: claude-sonnet-4-6}",
                                "target: {provider: anthropic, model: claude-" + state + "}"));
        Path prompt = folder.resolve("prompts/generate_commit_message");
        Files.createDirectories(prompt.resolve("base"));
        Files.writeString(prompt.resolve("system.jinja"), "system-" + state);
        Files.writeString(prompt.resolve("user.jinja"), "user-" + state);
    }

    private static Reply echo(Received received) {
        JsonNode asked = received.json();
        String model = asked.path("model").asText().replaceAll("\\D", "");
        return Wire.messages(
                model + "," + number(asked.path("system"), "system-") + "," + number(asked.path("messages"), "user-"));
    }

    private static String number(JsonNode from, String before) {
        return from.toString().replaceAll("(?s).*" + before + "(\\d+).*", "$1");
    }

    private static String body(boolean stream) {
        return "{\"inputs\": {\"diff\": \"+a\"}, \"stream\": " + stream
                + ", \"model_metadata\": {\"provider\": \"gitlab\", \"identifier\": \"claude_sonnet_4_6\"}}";
    }

    private Answer ask() {
        return gateway.rails("generate_commit_message").post(PATH, body(false));
    }

    private Answer reload() {
        return gateway.operations("POST", "/reload", "");
    }

    private JsonNode files() {
        return gateway.operations("GET", "/monitoring/status", "").json().path("files");
    }

    @Test
    void answersAThousandRequestsDuringTenReloadsEachFromOneState() throws Exception {
        start();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try {
            List<Future<String>> answers = new ArrayList<>();
            Callable<String> client = () -> {
                Answer answer = ask();
                return answer.status() + " " + answer.text();
            };
            for (int state = 1; state <= 10; state++) {
                for (int i = 0; i < 100; i++) {
                    answers.add(clients.submit(client));
                }
                answers.get(answers.size() - 80).get();
                write(state);
                OnLoop.until("it is in force", () -> reload().status() == 200);
            }

            List<String> seen = new ArrayList<>();
            for (Future<String> answer : answers) {
                seen.add(answer.get());
            }

            assertThat(seen).hasSize(1000).allMatch(text -> text.matches("200 \"(\\d+),\\1,\\1\""));
            assertThat(Set.copyOf(seen)).hasSizeGreaterThan(2);
            assertThat(ask().text()).isEqualTo("\"10,10,10\"");
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void keepsTheOldStateWhenAFileCannotBeUsed() throws Exception {
        start();
        String version = files().path("version").asText();
        write(1);
        Files.writeString(catalogue(), "models: {broken: [}");

        Answer refused = reload();

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("detail").asText()).contains("models.yaml");
        assertThat(ask().text()).isEqualTo("\"0,0,0\"");
        assertThat(files().path("version").asText()).isEqualTo(version);
        assertThat(files().path("problem").asText()).contains("models.yaml");

        write(1);

        assertThat(reload().status()).isEqualTo(200);
        assertThat(ask().text()).isEqualTo("\"1,1,1\"");
        assertThat(files().path("version").asText()).isNotEqualTo(version);
        assertThat(files().path("problem").asText()).isEmpty();
    }

    @Test
    void changesLimitsAndKeepsWhatWasCounted() throws Exception {
        Path limits = folder.resolve("limits.yaml");
        Files.writeString(limits, "policies: [{name: p, requests_per_minute: 1}]");
        start("AIGW_LIMITS__FILE", limits.toString());
        assertThat(ask().status()).isEqualTo(200);
        assertThat(ask().status()).isEqualTo(429);

        Files.writeString(limits, "policies: [{name: p, requests_per_minute: many}]");
        assertThat(reload().status()).isEqualTo(422);
        assertThat(ask().status()).isEqualTo(429);
        Files.writeString(limits, "policies: [{name: p, requests_per_minute: 2}]");
        assertThat(reload().status()).isEqualTo(200);

        assertThat(ask().header("RateLimit-Observed")).isEqualTo("2");
        assertThat(ask().status()).isEqualTo(429);
    }

    @Test
    void letsAStreamOfTheOldStateEnd() throws Exception {
        start();
        String first = Wire.messageStart() + Wire.messageDelta("first ");
        var gate = new Gate();
        gateway.upstream().willAnswer(Wire.messageStream("first ", "last").waitingAt(first.length(), gate));
        RawClient client = gateway.rails("generate_commit_message").open(PATH, body(true));
        client.readUntil("first");
        write(1);

        assertThat(reload().status()).isEqualTo(200);
        assertThat(ask().text()).isEqualTo("\"1,1,1\"");
        gate.open();

        client.readUntil("last");
    }

    @Test
    void seesChangesByItselfWhenItIsTold() throws Exception {
        start("AIGW_RELOAD__INTERVAL", "0.05");
        write(1);

        OnLoop.until("it is in force", () -> ask().text().equals("\"1,1,1\""));
    }

    @Test
    void changesFlagsAndTellsWhatNeedsARestart() throws Exception {
        start();
        gateway.set("AIGW_FEATURE_FLAGS__DISALLOWED_FLAGS", "{\"self-managed\": [\"some_flag\"]}");
        gateway.set("AIGW_HTTP__MAX_BODY_BYTES", "1000000");

        Answer state = reload();

        assertThat(state.status()).isEqualTo(200);
        assertThat(state.json().path("needs_restart").toString()).isEqualTo("[\"server\"]");
    }
}
