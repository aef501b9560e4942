package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.observe.Logging;
import io.aigateway.settings.Environment;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.testkit.FakeCollector;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Received;
import io.aigateway.testkit.Reply;
import io.aigateway.testkit.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Asks every endpoint with planted texts, while the provider answers well, badly or not at all, and looks for them wherever they must
 * not be: log, errors, metrics. Everything planted begins with {@code planted-}, so that a new place cannot be forgotten.
 */
@Isolated
class PlantedSecretsE2eTest {
    private static final String PROMPT = "planted-prompt";
    private static final String ANSWER = "planted-answer";
    private static final String ERROR = "planted-upstream-error";
    private static final String CALLER_KEY = "planted-caller-key";

    /** In the settings; the keys of the providers are planted by {@link TestGateway}. */
    private static final String[] SETTINGS = {
        "AIGW_CUSTOM_MODELS__ENABLED", "true",
        "AIGW_CUSTOM_MODELS__EXTRA_HEADERS", "{\"x-team-key\": \"planted-extra-header\"}",
        "AIGW_MODEL_KEYS__MORE", "{\"anthropic\": [\"planted-second-key\"]}",
        "AIGW_VERTEX_SEARCH__PROJECT", "search-project",
        "AIGW_HTTP__VALIDATION_ERRORS", "plain"
    };

    @TempDir
    private Path folder;

    private Path file;
    private FakeCollector collector;

    @BeforeEach
    void open() {
        collector = new FakeCollector();
        file = folder.resolve("gateway.log");
        Logging.configure("info", true, file.toString());
    }

    @AfterEach
    void close() {
        collector.close();
        Configurator.reconfigure(new DefaultConfiguration());
    }

    static Stream<Arguments> providers() {
        return Stream.of(
                Arguments.of("answers well", null),
                Arguments.of("refuses", error(400, "invalid_request_error")),
                Arguments.of("refuses the key", error(401, "authentication_error")),
                Arguments.of("throttles", error(429, "rate_limit_error")),
                Arguments.of("fails", error(500, "api_error")),
                Arguments.of("talks nonsense", always(Reply.of(200, ERROR).header("content-type", "text/html"))),
                Arguments.of("redirects", always(Reply.of(302, "").header("location", "http://127.0.0.1:1/" + ERROR))),
                Arguments.of("hangs up", always(Reply.hangUp())));
    }

    private static String[] and(String... more) {
        return Stream.concat(Stream.of(SETTINGS), Stream.of(more)).toArray(String[]::new);
    }

    private static Function<Received, Reply> always(Reply reply) {
        return asked -> reply;
    }

    /** Repeats what it was told, and by whom. */
    private static Function<Received, Reply> error(int status, String type) {
        return asked -> Reply.json(
                status,
                "{\"type\": \"error\", \"error\": {\"type\": \"" + type + "\", \"message\": \"" + ERROR + " " + PROMPT
                        + " " + asked.header("authorization") + " " + asked.header("x-api-key") + "\"}}");
    }

    private static void script(TestGateway gateway, Function<Received, Reply> always) {
        gateway.upstream().willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
        gateway.upstream().willAnswerBy(always != null ? always : always(Wire.messages(ANSWER)));
        if (always == null) {
            gateway.upstream()
                    .willAnswerAt("/chat/completions", Wire.chatCompletion(ANSWER))
                    .willAnswerAt(Wire.FIREWORKS, Wire.completionStream(ANSWER))
                    .willAnswerAt(":streamRawPredict", Wire.messageStream(ANSWER))
                    .willAnswerAt(Wire.VERTEX_CODESTRAL, Wire.chatCompletion(ANSWER))
                    .willAnswerAt(Wire.VERTEX_EMBEDDING, Wire.vertexVectors(new double[] {0.5}))
                    .willAnswerAt("/search", Wire.found(Map.of(PROMPT, ANSWER)));
        }
    }

    @ParameterizedTest(name = "the provider {0}")
    @MethodSource("providers")
    void keepsThemToThemselves(String what, Function<Received, Reply> always) throws IOException {
        try (TestGateway gateway = TestGateway.start(and("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url()))) {
            script(gateway, always);
            String own = ", \"model_metadata\": {\"provider\": \"openai\", \"name\": \"mistral\", \"endpoint\": \""
                    + gateway.upstream().url() + "/v1\", \"api_key\": \"" + CALLER_KEY + "\", \"identifier\": \"m\"}";

            List<Answer> answers = new java.util.ArrayList<>(new EveryEndpoint(gateway, PROMPT, "").askAll());
            answers.addAll(new EveryEndpoint(gateway, PROMPT, own).askAll());

            assertNothingLeaked(gateway, answers);
            if (always == null) {
                long served = answers.stream()
                        .filter(answer -> answer.status() == 200)
                        .count();
                assertThat(served).isGreaterThan(40);
                assertThat(gateway.upstream().received()).hasSizeGreaterThan(30);
            }
        }
    }

    @Test
    void keepsThemToThemselvesInMockMode() throws IOException {
        try (TestGateway gateway = TestGateway.start(
                and("AIGW_MOCK_MODEL_RESPONSES", "true", "OTEL_EXPORTER_OTLP_ENDPOINT", collector.url()))) {
            assertNothingLeaked(gateway, new EveryEndpoint(gateway, PROMPT, "").askAll());
        }
    }

    private void assertNothingLeaked(TestGateway gateway, List<Answer> answers) throws IOException {
        OnLoop.until("all lines are written", () -> accessLines() >= answers.size());
        String log = Files.readString(file);
        String token =
                gateway.rails("complete_code").headers().get("Authorization").substring("Bearer ".length());

        assertThat(around("planted-", withoutPaths(log))).as("log").isEmpty();
        assertThat(around(token.substring(0, 30), log)).as("log").isEmpty();
        assertThat(around("planted-", gateway.metrics())).as("metrics").isEmpty();
        assertOperatorsSeeNothing(gateway);
        OnLoop.until("spans have come", () -> collector.spans().size() > answers.size() / 2);
        assertThat(around("planted-", withoutPaths(collector.spans().toString())))
                .as("traces")
                .isEmpty();
        for (Answer answer : answers) {
            String request =
                    answer.status() + " of " + answer.response().request().uri().getPath();
            assertThat(around("-key|planted-google|planted-extra|\tat |Exception", answer.text()))
                    .as(request)
                    .isEmpty();
            if (answer.status() >= 400) {
                // The proxies pass on what the provider says about what the caller said.
                String forbidden = request.contains("/proxy/") ? "planted-(?!upstream|prompt)" : "planted-";
                assertThat(around(forbidden, answer.text())).as(request).isEmpty();
            }
        }
    }

    private static void assertOperatorsSeeNothing(TestGateway gateway) {
        for (String page : List.of("/monitoring/status", "/monitoring/ready", "/logging/level")) {
            String told = gateway.operations("GET", page, "").text();
            assertThat(around("planted-", told)).as(page).isEmpty();
        }
        assertThat(around("planted-", gateway.operations("POST", "/reload", "").text()))
                .as("reload")
                .isEmpty();
    }

    /** Every place where a text has it, and what stands around it. */
    private static List<String> around(String wanted, String text) {
        return Pattern.compile(wanted)
                .matcher(text)
                .results()
                .map(hit -> text.substring(Math.max(0, hit.start() - 80), Math.min(text.length(), hit.end() + 40)))
                .distinct()
                .toList();
    }

    /** The access log names paths; what a caller writes into one is told in the contract (section 10.2). */
    private static String withoutPaths(String log) {
        return log.replaceAll("/no/such/" + PROMPT, "").replaceAll("/v1/proxy/anthropic/v1/" + PROMPT, "");
    }

    private long accessLines() {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.contains("\"api.access\"")).count();
        } catch (IOException e) {
            return 0;
        }
    }

    @Test
    void printsNoSecretOfTheSettings() {
        var texts = new HashMap<String, String>();
        GatewaySettings.chapters().values().stream()
                .flatMap(List::stream)
                .filter(setting -> setting.secret() && setting.expected().startsWith("a secret"))
                .forEach(setting -> texts.put(setting.name(), "planted-" + setting.name()));
        for (int i = 0; i < SETTINGS.length; i += 2) {
            texts.put(SETTINGS[i], SETTINGS[i + 1]);
        }
        texts.put("AIGW_MTLS__KEY_PASSWORD", "");

        assertThat(texts).hasSizeGreaterThan(10);
        assertThat(GatewaySettings.from(Environment.of(texts)).toString()).doesNotContain("planted-");
    }

    @Test
    void readsSecretsFromFilesAndTellsTheirPathOnly() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "planted-file-key\n");
        var texts = new LinkedHashMap<String, String>();
        texts.put("ANTHROPIC_API_KEY_FILE", secret.toString());
        texts.put(
                "AIGW_SELF_SIGNED_JWT__SIGNING_KEY",
                TestKeys.pem(TestKeys.pair(7).getPrivate()));

        GatewaySettings settings = GatewaySettings.from(Environment.of(texts));

        assertThat(settings.providers().anthropic().key().reveal()).isEqualTo("planted-file-key");
        String der =
                Base64.getEncoder().encodeToString(TestKeys.pair(7).getPrivate().getEncoded());
        assertThat(settings.toString()).doesNotContain("planted-").doesNotContain(der.substring(0, 40));
    }
}
