package io.aigateway.http.edge;

import io.aigateway.settings.ServerSettings.Tls;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * What the files of TLS held at one moment, so that what is used is what was checked. Never printed.
 *
 * @param cert      certificate chain, PEM
 * @param key       private key, PEM
 * @param clientCas authorities of client certificates, PEM; empty for none
 */
record TlsFiles(Buffer cert, Buffer key, Buffer clientCas) {
    private static final byte[] ANYTHING = "anything".getBytes(StandardCharsets.US_ASCII);

    /** Signature algorithm by the algorithm of a key; other keys serve no TLS. */
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    /** Reads the files; blocks. */
    static TlsFiles read(Tls tls) throws IOException {
        return new TlsFiles(
                bytes(tls.cert()), bytes(tls.key()), bytes(tls.clients().ca()));
    }

    private static Buffer bytes(Path file) throws IOException {
        return file.toString().isEmpty() ? Buffer.buffer() : Buffer.buffer(Files.readAllBytes(file));
    }

    /** How the server speaks TLS with these files. */
    ServerSSLOptions options(Tls tls) {
        var options = new ServerSSLOptions()
                .setUseAlpn(true)
                .setKeyCertOptions(keyCert())
                .setClientAuth(
                        switch (tls.clients().wish()) {
                            case "required" -> ClientAuth.REQUIRED;
                            case "optional" -> ClientAuth.REQUEST;
                            default -> ClientAuth.NONE;
                        });
        tls.ciphers().forEach(options::addEnabledCipherSuite);
        if (clientCas.length() > 0) {
            options.setTrustOptions(new PemTrustOptions().addCertValue(clientCas));
        }
        return options;
    }

    private PemKeyCertOptions keyCert() {
        return new PemKeyCertOptions().addCertValue(cert).addKeyValue(key);
    }

    /**
     * Checks that they can be used: that they can be read, and that the key is the certificate's, which the JDK finds out only when
     * a client connects. Takes milliseconds.
     *
     * @return the server's certificate
     * @throws Exception when they cannot; its message holds nothing secret
     */
    X509Certificate check(Vertx vertx) throws Exception {
        for (KeyManager manager : keyCert().getKeyManagerFactory(vertx).getKeyManagers()) {
            if (manager instanceof X509KeyManager keys) {
                for (String type : SIGNATURES.keySet()) {
                    String[] names = keys.getServerAliases(type, null);
                    if (names != null && names.length > 0) {
                        return fitting(keys.getPrivateKey(names[0]), keys.getCertificateChain(names[0])[0]);
                    }
                }
            }
        }
        throw new GeneralSecurityException("no private key with a certificate");
    }

    private static X509Certificate fitting(PrivateKey key, X509Certificate certificate)
            throws GeneralSecurityException {
        String algorithm = SIGNATURES.getOrDefault(key.getAlgorithm(), "EdDSA");
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(ANYTHING);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(ANYTHING);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the key is not that of the certificate");
        }
        return certificate;
    }

    @Override
    public String toString() {
        return "TlsFiles[***]";
    }
}
