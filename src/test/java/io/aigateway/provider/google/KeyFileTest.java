package io.aigateway.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.testkit.FakeUpstream;
import io.aigateway.testkit.Fixtures;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Received;
import io.aigateway.testkit.Reply;
import io.aigateway.wire.Json;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens for service accounts and users, from a fake token server. */
class KeyFileTest {
    private static final KeyPair KEYS = keys();

    private final Vertx vertx = Vertx.vertx();
    private final OnLoop loop = OnLoop.of(vertx);
    private final ManualClock clock = new ManualClock();
    private FakeUpstream server;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() {
        server = OnLoop.await(FakeUpstream.start(vertx));
    }

    @AfterEach
    void close() {
        OnLoop.await(vertx.close());
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private ObjectNode serviceAccount() {
        var file = (ObjectNode) Fixtures.json("google.oauth.service_account.json");
        String base64 = Base64.getMimeEncoder().encodeToString(KEYS.getPrivate().getEncoded());
        file.put("private_key", "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
        return file.put("token_uri", server.url() + "/token");
    }

    private ObjectNode user() {
        return (ObjectNode) Fixtures.parse("""
                {"type": "authorized_user", "client_id": "id", "client_secret": "s+cret", "refresh_token": "1//re fresh",
                 "quota_project_id": "paying"}""");
    }

    private GoogleCredentials credentials(JsonNode file) {
        return Credentials.fromText(vertx, file.toString(), clock);
    }

    private String token(GoogleCredentials credentials) {
        return loop.await(credentials::token).reveal();
    }

    private static Map<String, String> form(Received asked) {
        var fields = new HashMap<String, String>();
        for (String field : asked.text().split("&", -1)) {
            String[] parts = field.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    @Test
    void exchangesASignedStatement() throws GeneralSecurityException {
        server.willAnswer(Reply.json(200, Fixtures.text("google.oauth.token.response.json")));
        var credentials = credentials(serviceAccount());

        assertThat(token(credentials)).isEqualTo("ya29.c.fixture-token");

        Received asked = server.onlyRequest();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.path()).isEqualTo("/token");
        assertThat(asked.header("content-type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(form(asked)).containsOnlyKeys("grant_type", "assertion");
        assertThat(form(asked)).containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        assertStatement(form(asked).get("assertion"));
        assertThat(credentials.project()).isEqualTo("fixture-project");
        assertThat(credentials.quotaProject()).isEmpty();
    }

    private void assertStatement(String assertion) throws GeneralSecurityException {
        String[] parts = assertion.split("\\.", -1);
        assertThat(parts).hasSize(3);
        assertThat(Fixtures.parse(decode(parts[0]))).isEqualTo(Fixtures.parse("""
                {"alg": "RS256", "typ": "JWT", "kid": "f1xture0000000000000000000000000000000001"}"""));
        var claims = (ObjectNode) Fixtures.json("google.oauth.claims.json");
        claims.put("iat", clock.instant().getEpochSecond());
        claims.put("exp", clock.instant().getEpochSecond() + 3600);
        assertThat(Fixtures.parse(decode(parts[1])).toString()).isEqualTo(claims.toString());
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KEYS.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    private static String decode(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    @Test
    void exchangesTheRefreshTokenOfAUser() {
        server.willAnswer(Credentials.token("theirs"));
        var credentials = credentials(user().put("token_uri", server.url() + "/token"));

        assertThat(token(credentials)).isEqualTo("theirs");

        assertThat(form(server.onlyRequest()))
                .isEqualTo(Map.of(
                        "grant_type", "refresh_token",
                        "refresh_token", "1//re fresh",
                        "client_id", "id",
                        "client_secret", "s+cret"));
        assertThat(credentials.quotaProject()).isEqualTo("paying");
        assertThat(credentials.project()).isEmpty();
    }

    @Test
    void readsTheFileOnce() throws IOException {
        Path file = folder.resolve("key.json");
        Files.write(file, Json.write(serviceAccount()));
        server.willAnswer(Credentials.token("from a file".replace(' ', '-')));
        var credentials = GoogleCredentials.of(vertx, Credentials.settings(" ", file.toString(), "nowhere.invalid"));
        Files.delete(file);

        assertThat(token(credentials)).isEqualTo("from-a-file");
    }

    @Test
    void prefersTheKeyThatIsGivenAsText() throws IOException {
        Path file = folder.resolve("key.json");
        Files.writeString(file, "no key");

        var credentials = GoogleCredentials.of(
                vertx, Credentials.settings(serviceAccount().toString(), file.toString(), "nowhere.invalid"));

        assertThat(credentials.project()).isEqualTo("fixture-project");
    }

    @ParameterizedTest
    @CsvSource({"400, google.oauth.token.error.json", "401, google.oauth.token.error.json"})
    void isUnavailableWhenTheKeyIsRefused(int status, String fixture) {
        server.willAnswer(Reply.json(status, Fixtures.text(fixture)));
        var credentials = credentials(serviceAccount());

        assertThatThrownBy(() -> token(credentials))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        thrown -> assertThat(thrown.failure().kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no json", "{", "[]", "{}", "{\"type\": \"external_account\"}", "\"-----BEGIN marker\""})
    void refusesAFileThatIsNoneOfGoogles(String text) {
        assertThatThrownBy(() -> Credentials.fromText(vertx, text, clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The Google credentials cannot be used: ")
                .hasMessageNotContaining("marker")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_email", "private_key"})
    void refusesAServiceAccountThatIsNotWhole(String member) {
        assertThatThrownBy(() -> credentials(serviceAccount().without(member)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(member);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id", "client_secret", "refresh_token"})
    void refusesAUserThatIsNotWhole(String member) {
        assertThatThrownBy(() -> credentials(user().without(member)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(member)
                .hasMessageNotContaining("s+cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"marker", "-----BEGIN PRIVATE KEY-----\nbWFya2Vy\n-----END PRIVATE KEY-----"})
    void refusesAKeyThatIsNone(String key) {
        assertThatThrownBy(() -> credentials(serviceAccount().put("private_key", key)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("private_key")
                .hasMessageNotContaining("marker")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no url at all", "ftp://x", "file:///x"})
    void refusesATokenServerThatIsNoUrl(String uri) {
        assertThatThrownBy(() -> credentials(serviceAccount().put("token_uri", uri)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("token_uri");
    }

    @Test
    void refusesAFileThatCannotBeRead() {
        var settings = Credentials.settings("", folder.resolve("none.json").toString(), "nowhere.invalid");

        assertThatThrownBy(() -> GoogleCredentials.of(vertx, settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read");
    }
}
