package io.aigateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.kernel.Failure.Kind;
import io.aigateway.testkit.FakeIssuer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthoritiesTest {
    // Making them is slow, and their files go when the JVM does.
    private static final SelfSignedCertificate CERTIFICATE = SelfSignedCertificate.create("localhost");
    private static final SelfSignedCertificate OTHER = SelfSignedCertificate.create("gitlab.example.com");

    private final Bench bench = new Bench();
    private final FakeIssuer secure =
            FakeIssuer.start(bench.vertx, options(CERTIFICATE), 0).withClock(bench.clock);

    private static HttpServerOptions options(SelfSignedCertificate certificate) {
        return new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void letsAnIssuerWithACertificateOfTheBundleSpeak() {
        bench.gitlabAt(secure.url()).trusting(Path.of(CERTIFICATE.certificatePath()));

        assertThat(bench.accepted(secure.token().sign()).issuer()).startsWith("https://localhost:");
    }

    @Test
    void listensToNobodyElse() {
        bench.gitlabAt(secure.url());

        assertThat(bench.refused(secure.token().sign()).kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void checksTheNameInTheCertificateToo() {
        FakeIssuer elsewhere = FakeIssuer.start(bench.vertx, options(OTHER), 0).withClock(bench.clock);
        bench.gitlabAt(elsewhere.url()).trusting(Path.of(OTHER.certificatePath()));

        assertThat(bench.refused(elsewhere.token().sign()).kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void refusesKeysThatLieBehindPlainHttpWhenTheIssuerDoesNot() {
        bench.gitlabAt(secure.url()).trusting(Path.of(CERTIFICATE.certificatePath()));
        secure.declare("jwks_uri", bench.gitlab.url() + "/oauth/discovery/keys");

        assertThat(bench.refused(secure.token().sign()).kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
        assertThat(bench.gitlab.keyFetches()).isZero();
    }

    @Test
    void addsToTheAuthoritiesOfTheJdk() throws Exception {
        var jdk = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        jdk.init((KeyStore) null);
        int known = ((X509TrustManager) jdk.getTrustManagers()[0]).getAcceptedIssuers().length;

        var all = (X509TrustManager) Authorities.with(Path.of(CERTIFICATE.certificatePath()));

        assertThat(all.getAcceptedIssuers()).hasSize(known + 1);
    }

    @Test
    void saysWhichSettingIsWrong(@TempDir Path folder) throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");

        for (Path file : new Path[] {empty, text, folder.resolve("missing.pem")}) {
            assertThatThrownBy(() -> Authorities.with(file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("REQUESTS_CA_BUNDLE: " + file + " (expected: a file of certificates in PEM)");
        }
    }
}
