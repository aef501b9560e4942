package io.aigateway.auth;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The certificate authorities of the JDK and, beside them, those of a PEM file. */
final class Authorities {
    private Authorities() {}

    /**
     * Trusts the JDK's authorities and those of {@code bundle}. Reads the file: call it at start.
     *
     * @throws IllegalArgumentException when the file holds no certificate
     */
    static TrustManager with(Path bundle) {
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int number = 0;
            for (Certificate authority : certificatesIn(bundle)) {
                all.setCertificateEntry("bundle-" + number++, authority);
            }
            if (number == 0) {
                throw unusable(bundle, null);
            }
            for (Certificate authority : jdk()) {
                all.setCertificateEntry("jdk-" + number++, authority);
            }
            return manager(all);
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(bundle, e);
        }
    }

    private static Iterable<? extends Certificate> certificatesIn(Path bundle)
            throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(bundle)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }

    private static List<Certificate> jdk() throws GeneralSecurityException {
        return new ArrayList<>(List.of(manager(null).getAcceptedIssuers()));
    }

    /** The manager for the authorities in a key store; null stands for the JDK's own. */
    private static X509TrustManager manager(@Nullable KeyStore authorities) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }

    private static IllegalArgumentException unusable(Path bundle, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "REQUESTS_CA_BUNDLE: " + bundle + " (expected: a file of certificates in PEM)", cause);
    }
}
