package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.testkit.FakeUpstream;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Reply;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the gateway can be made to go, whom it believes there, and how much it takes from them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpstreamSafetyE2eTest {
    private static final SelfSignedCertificate SERVER = SelfSignedCertificate.create("localhost");
    private static final SelfSignedCertificate CLIENT = SelfSignedCertificate.create("gateway");
    private static final String PATH = "/v2/chat/agent";

    private TestGateway gateway;
    private FakeUpstream secure;

    @BeforeAll
    void start() {
        gateway = TestGateway.start(
                "AIGW_CUSTOM_MODELS__ENABLED", "true",
                "AIGW_CUSTOM_MODELS__ALLOWED_ADDRESSES", "");
        secure = OnLoop.await(FakeUpstream.start(
                gateway.vertx(),
                new HttpServerOptions().setSsl(true).setUseAlpn(true).setKeyCertOptions(SERVER.keyCertOptions())));
        secure.willAlwaysAnswer(Wire.chatStream("Final Answer: yes"));
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private static Answer ask(TestGateway asked, String endpoint) {
        return asked.rails("duo_classic_chat")
                .post(
                        PATH,
                        "{\"messages\": [{\"role\": \"user\", \"content\": \"hi\"}], \"model_metadata\": {\"provider\":"
                                + " \"openai\", \"name\": \"mixtral\", \"api_key\": \"planted-caller-key\", \"endpoint\": \""
                                + endpoint + "\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/v1",
                "http://localhost:%d/v1",
                "http://127.1:%d/v1",
                "http://[::1]:%d/v1",
                "http://[::ffff:127.0.0.1]:%d/v1",
                "http://0.0.0.0:%d/v1",
                "http://169.254.169.254/latest/meta-data",
                "http://user:pass@127.0.0.1:%d/v1",
                "http://127.0.0.1:%d#@example.com/",
                "http://127.0.0.1:%d\\\\@example.com/",
                "file:///etc/passwd",
                "gopher://127.0.0.1:%d/",
                "unix:///run/x.sock",
                "http://127.0.0.1:%d/v1\\r\\nX-Injected: 1"
            })
    void reachesNothingOnItsOwnMachine(String endpoint) {
        int before = gateway.upstream().received().size();

        Answer answer = ask(gateway, endpoint.formatted(gateway.upstream().port()));

        assertThat(answer.status()).as(answer.text()).isIn(200, 422, 503);
        assertThat(answer.text()).doesNotContain("planted", "169.254", "Exception");
        assertThat(gateway.upstream().received()).hasSize(before);
    }

    @Test
    void followsNoRedirectAndSendsItNoKey() {
        try (TestGateway open = TestGateway.start("AIGW_CUSTOM_MODELS__ENABLED", "true")) {
            open.upstream()
                    .willAnswerAt(
                            "/first",
                            Reply.of(302, "").header("location", open.upstream().url() + "/second"))
                    .willAnswerAt("/second", Wire.chatStream("Final Answer: stolen"));

            Answer answer = ask(open, open.upstream().url() + "/first");

            assertThat(answer.text()).doesNotContain("stolen");
            assertThat(open.upstream().onlyRequest().path()).startsWith("/first");
        }
    }

    static Stream<Arguments> tooMuch() {
        return Stream.of(
                Arguments.of("a packed answer", Reply.json(200, "").header("content-encoding", "gzip"), true),
                Arguments.of("large headers", Reply.json(200, "{}").header("x-large", "a".repeat(100_000)), false),
                Arguments.of(
                        "an answer without end",
                        Reply.json(200, "{\"text\": \"" + "a".repeat(1 << 20)).endless(),
                        false),
                Arguments.of(
                        "an error without end",
                        Reply.json(500, "a".repeat(1 << 16)).endless(),
                        false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tooMuch")
    void takesOnlySoMuch(String what, Reply reply, boolean packed) throws IOException {
        try (TestGateway open = TestGateway.start()) {
            open.upstream().willAlwaysAnswer(packed ? bomb() : reply);

            Answer answer = open.rails("complete_code")
                    .post(
                            "/v2/completions",
                            "{\"prompt_version\": 1, \"model_provider\": \"fireworks_ai\", \"current_file\":"
                                    + " {\"file_name\": \"a.py\", \"content_above_cursor\": \"x\", \"content_below_cursor\": \"\"}}");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(open.upstream().request(0).header("accept-encoding")).isNull();
            OnLoop.until("the upstream is left", () -> open.upstream().openConnections() <= 1);
        }
    }

    /** 64 MiB of zeros in 64 KiB. */
    private static Reply bomb() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var packed = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < 64; i++) {
                packed.write(new byte[1 << 20]);
            }
        }
        return Reply.of(200, bytes.toByteArray())
                .header("content-type", "application/json")
                .header("content-encoding", "gzip");
    }

    private Answer askSecurely(String... settings) {
        String[] all = java.util.Arrays.copyOf(settings, settings.length + 2);
        all[settings.length] = "AIGW_CUSTOM_MODELS__ENABLED";
        all[settings.length + 1] = "true";
        try (TestGateway open = TestGateway.start(all)) {
            return ask(open, "https://localhost:" + secure.port() + "/v1");
        }
    }

    @Test
    void believesNoServerWithoutAGoodCertificate() {
        int before = secure.received().size();

        assertThat(askSecurely().text()).doesNotContain("yes");
        assertThat(askSecurely("AIGW_CUSTOM_MODELS__UNVERIFIED_HOSTS", "localhost:1")
                        .text())
                .doesNotContain("yes");
        assertThat(askSecurely("AIGW_MTLS__CA_BUNDLE", CLIENT.certificatePath()).text())
                .doesNotContain("yes");
        assertThat(secure.received()).hasSize(before);
    }

    @Test
    void believesTheServersThatSettingsName() {
        assertThat(askSecurely("AIGW_MTLS__CA_BUNDLE", SERVER.certificatePath()).text())
                .contains("yes");
        assertThat(askSecurely("AIGW_CUSTOM_MODELS__UNVERIFIED_HOSTS", "localhost")
                        .text())
                .contains("yes");
        assertThat(askSecurely("AIGW_MTLS__VERIFY", "false").text()).contains("yes");
    }

    @Test
    void showsItsCertificateWhereItIsAskedFor() {
        var asking = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(SERVER.keyCertOptions())
                .setTrustOptions(CLIENT.trustOptions())
                .setClientAuth(ClientAuth.REQUIRED);
        FakeUpstream strict = OnLoop.await(FakeUpstream.start(gateway.vertx(), asking));
        strict.willAlwaysAnswer(Wire.chatStream("Final Answer: yes"));
        try (TestGateway open = TestGateway.start(
                "AIGW_CUSTOM_MODELS__ENABLED", "true",
                "AIGW_MTLS__ENABLED", "true",
                "AIGW_MTLS__CERT_FILE", CLIENT.certificatePath(),
                "AIGW_MTLS__KEY_FILE", CLIENT.privateKeyPath(),
                "AIGW_MTLS__CA_BUNDLE", SERVER.certificatePath())) {
            assertThat(ask(open, "https://localhost:" + strict.port() + "/v1").text())
                    .contains("yes");
        }
    }
}
