package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.app.TestGateway;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS: certificates that are renewed, and clients that show their own. */
class TlsE2eTest {
    private static final SelfSignedCertificate FIRST = SelfSignedCertificate.create("localhost");
    private static final SelfSignedCertificate SECOND = SelfSignedCertificate.create("localhost");

    @TempDir
    private Path folder;

    @BeforeEach
    void writeCertificate() throws IOException {
        install(FIRST);
    }

    private Path cert() {
        return folder.resolve("cert.pem");
    }

    private Path key() {
        return folder.resolve("key.pem");
    }

    private void install(SelfSignedCertificate certificate) throws IOException {
        Files.copy(Path.of(certificate.privateKeyPath()), key(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(Path.of(certificate.certificatePath()), cert(), StandardCopyOption.REPLACE_EXISTING);
    }

    private TestGateway start(String... more) {
        String[] settings = {
            "AIGW_MOCK_MODEL_RESPONSES", "true",
            "AIGW_FASTAPI__TLS__ENABLED", "true",
            "AIGW_FASTAPI__TLS__CERT_FILE", cert().toString(),
            "AIGW_FASTAPI__TLS__KEY_FILE", key().toString(),
            "AIGW_FASTAPI__TLS__RELOAD_INTERVAL", "0.1",
            "AIGW_HTTP__HSTS_SECONDS", "3600"
        };
        String[] all = java.util.Arrays.copyOf(settings, settings.length + more.length);
        System.arraycopy(more, 0, all, settings.length, more.length);
        return TestGateway.start(all);
    }

    private static HttpClientOptions trusting(SelfSignedCertificate certificate) {
        return new HttpClientOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setTrustOptions(new PemTrustOptions().addCertPath(certificate.certificatePath()));
    }

    private static HttpClientResponse get(TestGateway gateway, HttpClientOptions options) {
        HttpClient client = gateway.vertx().createHttpClient(options);
        return OnLoop.await(client.request(HttpMethod.GET, gateway.port(), "localhost", "/monitoring/healthz")
                .compose(request -> request.send())
                .eventually(client::close));
    }

    private static boolean serves(TestGateway gateway, SelfSignedCertificate certificate) {
        try {
            return get(gateway, trusting(certificate)).statusCode() == 200;
        } catch (RuntimeException | AssertionError refused) {
            return false;
        }
    }

    @Test
    void speaksHttp2AndTellsBrowsersToStay() {
        try (TestGateway gateway = start()) {
            HttpClientResponse response = get(gateway, trusting(FIRST));

            assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
            assertThat(response.getHeader("Strict-Transport-Security")).isEqualTo("max-age=3600");
        }
    }

    @Test
    void usesANewCertificateWithoutAStop() throws IOException {
        try (TestGateway gateway = start()) {
            assertThat(serves(gateway, FIRST)).isTrue();

            install(SECOND);

            OnLoop.until("the second certificate is used", () -> serves(gateway, SECOND));
            assertThat(serves(gateway, FIRST)).isFalse();
        }
    }

    @Test
    void keepsTheCertificateItHasWhenTheNewOneCannotBeUsed() throws IOException {
        try (TestGateway gateway = start()) {
            // The key of another certificate: the JDK would take it, and fail with every client.
            Files.copy(Path.of(SECOND.privateKeyPath()), key(), StandardCopyOption.REPLACE_EXISTING);
            java.util.concurrent.locks.LockSupport.parkNanos(500_000_000);
            assertThat(serves(gateway, FIRST)).isTrue();

            Files.writeString(cert(), "nonsense", StandardCharsets.US_ASCII);
            java.util.concurrent.locks.LockSupport.parkNanos(500_000_000);
            assertThat(serves(gateway, FIRST)).isTrue();

            install(SECOND);
            OnLoop.until("the second certificate is used", () -> serves(gateway, SECOND));
        }
    }

    @Test
    void doesNotStartWithTheKeyOfAnotherCertificate() throws IOException {
        Files.copy(Path.of(SECOND.privateKeyPath()), key(), StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(this::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(cert().toString())
                .hasMessageContaining("the key is not that of the certificate");
    }

    @Test
    void asksClientsForACertificate() {
        try (TestGateway gateway = start(
                "AIGW_FASTAPI__TLS__CLIENT_CERTIFICATES",
                "required",
                "AIGW_FASTAPI__TLS__CLIENT_CA_FILE",
                SECOND.certificatePath())) {
            assertThat(serves(gateway, FIRST)).isFalse();
            assertThat(get(gateway, trusting(FIRST).setKeyCertOptions(SECOND.keyCertOptions()))
                            .statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(() -> get(gateway, trusting(FIRST).setKeyCertOptions(FIRST.keyCertOptions())))
                    .isNotNull();
        }
    }

    @Test
    void acceptsClientsWithoutACertificateWhereItIsOptional() {
        try (TestGateway gateway = start(
                "AIGW_FASTAPI__TLS__CLIENT_CERTIFICATES",
                "optional",
                "AIGW_FASTAPI__TLS__CLIENT_CA_FILE",
                SECOND.certificatePath())) {
            assertThat(serves(gateway, FIRST)).isTrue();
        }
    }
}
