package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.fakeupstream.FakeOptions;
import io.aigateway.fakeupstream.FakeProviders;
import io.aigateway.fakeupstream.formats.Text;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway before the fake providers, set up as docs/testing.md says. */
class FakeProvidersE2eTest {
    private static final int TOKENS = 24;
    private static final String TEXT = new Text("", TOKENS).whole();

    private static Vertx vertx;
    private static FakeProviders fake;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        vertx = Vertx.vertx();
        fake = OnLoop.await(FakeProviders.start(vertx, FakeOptions.defaults()));
        var settings = new ArrayList<>(settingsOfThePage());
        settings.addAll(List.of("AIGW_CUSTOM_MODELS__ENABLED", "true"));
        gateway = TestGateway.start(settings.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        OnLoop.await(vertx.close());
    }

    private static List<String> settingsOfThePage() throws IOException {
        var settings = new ArrayList<String>();
        for (String line : Files.readAllLines(Path.of("docs/testing.md"))) {
            if (line.matches("[A-Z_]+=\\S+")) {
                String[] setting = line.split("=", 2);
                settings.add(setting[0]);
                settings.add(setting[1].replace("127.0.0.1:9999", "127.0.0.1:" + fake.port()));
            }
        }
        assertThat(settings).hasSize(22);
        return settings;
    }

    private static Answer prompt(Map<String, Object> model, boolean stream) {
        return gateway.rails("generate_commit_message")
                .post(
                        "/v1/prompts/generate_commit_message",
                        Wire.json(Map.of("inputs", Map.of("diff", "+a"), "model_metadata", model, "stream", stream)));
    }

    private static long asked(String api) {
        return fake.stats().requestsByApi().getOrDefault(api, 0L);
    }

    @ParameterizedTest
    @CsvSource({
        "claude_sonnet_4_6, anthropic messages",
        "claude_sonnet_4_6_vertex, vertex claude",
        "gemini_2_5_flash_vertex, gemini",
        "gpt_5_6_sol, chat completions",
        "devstral_2_mistral, chat completions",
        "kimi_k3_fireworks, chat completions"
    })
    void answersThroughEveryProvider(String model, String api) {
        Map<String, Object> choice = Map.of("provider", "gitlab", "identifier", model);
        long before = asked(api);

        Answer whole = prompt(choice, false);
        Answer stream = prompt(choice, true);

        assertThat(whole.status()).as(whole.text()).isEqualTo(200);
        assertThat(whole.json().asText()).isEqualTo(TEXT);
        assertThat(stream.status()).as(stream.text()).isEqualTo(200);
        assertThat(stream.text()).isEqualTo(TEXT);
        assertThat(asked(api)).isEqualTo(before + 2);
    }

    @ParameterizedTest
    @CsvSource({"vertex-ai, vertex codestral", "fireworks_ai, text completions"})
    void completesCode(String provider, String api) {
        for (boolean stream : new boolean[] {false, true}) {
            long before = asked(api);

            Answer answer = gateway.rails("complete_code")
                    .post(
                            "/v2/code/completions",
                            Wire.json(Map.of(
                                    "prompt_version",
                                    1,
                                    "current_file",
                                    Map.of(
                                            "file_name",
                                            "a.py",
                                            "content_above_cursor",
                                            "x = ",
                                            "content_below_cursor",
                                            ""),
                                    "model_provider",
                                    provider,
                                    "stream",
                                    stream)));

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.text()).contains("This answer was made up");
            assertThat(asked(api)).isEqualTo(before + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic/claude+429:retry-after=7", "custom_openai/any+429:retry-after=7"})
    void failsByTheNameOfAModel(String identifier) {
        var choice = Map.<String, Object>of(
                "provider",
                "openai",
                "name",
                "mistral",
                "identifier",
                identifier,
                "endpoint",
                fake.url() + "/v1",
                "api_key",
                "any");

        Answer answer = prompt(choice, true);

        assertThat(answer.text()).isEqualTo("{\"detail\":\"429: Too Many Requests\"}");
        assertThat(answer.header("Retry-After")).isEqualTo("7");
    }

    @Test
    void neverBelievesWrongUsage() {
        Map<String, Object> choice = Map.of("provider", "gitlab", "identifier", "claude_sonnet_4_6");
        fake.failWith("wrong-usage");
        try {
            assertThat(prompt(choice, false).json().asText()).isEqualTo(TEXT);
            assertThat(prompt(choice, true).text()).isEqualTo(TEXT);
        } finally {
            fake.failNoMore();
        }
    }
}
