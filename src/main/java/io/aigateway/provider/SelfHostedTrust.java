package io.aigateway.provider;

import io.aigateway.settings.SelfHostedTls;
import io.aigateway.wire.Authority;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whom the gateway trusts among self-hosted models, and how it shows who it is. */
final class SelfHostedTrust {
    private static final Logger log = LoggerFactory.getLogger(SelfHostedTrust.class);
    private static final Pattern ENCRYPTED = Pattern.compile(
            "-----BEGIN ENCRYPTED PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END ENCRYPTED PRIVATE KEY-----");

    private final SelfHostedTls settings;

    SelfHostedTrust(SelfHostedTls settings) {
        this.settings = settings;
        if (!settings.verify()) {
            log.warn("certificates of self-hosted models are not verified [setting: AIGW_MTLS__VERIFY]");
        } else if (!settings.unverified().isEmpty()) {
            log.warn("certificates are not verified [servers: {}]", settings.unverified());
        }
    }

    /** Whether anything a server says about itself is believed. */
    boolean isBlind(Authority server) {
        return !settings.verify()
                || settings.unverified().contains(server.host())
                || settings.unverified().contains(server.host() + ":" + server.port());
    }

    /** Whether there is any such server. */
    boolean hasBlindSpots() {
        return !settings.verify() || !settings.unverified().isEmpty();
    }

    /**
     * Adds the gateway's certificate and the authorities; blocks for reading files.
     *
     * @throws IllegalArgumentException when a file cannot be used
     */
    HttpClientOptions addTo(HttpClientOptions options) {
        if (isNamed(settings.authorities())) {
            options.setTrustOptions(new PemTrustOptions()
                    .addCertPath(settings.authorities().toAbsolutePath().toString()));
        }
        if (isNamed(settings.cert())) {
            try {
                Path key = isNamed(settings.key()) ? settings.key() : settings.cert();
                options.setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(Files.readAllBytes(settings.cert())))
                        .addKeyValue(Buffer.buffer(decrypted(Files.readString(key)))));
            } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
                throw new IllegalArgumentException("AIGW_MTLS: " + settings.cert()
                        + " and its key cannot be used (expected: PEM, and the key's password)");
            }
        }
        return options;
    }

    private static boolean isNamed(Path file) {
        return !file.toString().isEmpty();
    }

    /** The same key without encryption. Source: RFC 7468, section 11; RFC 5958. */
    private String decrypted(String pem) throws GeneralSecurityException, IOException {
        Matcher block = ENCRYPTED.matcher(pem);
        if (!block.find()) {
            return pem;
        }
        var info = new EncryptedPrivateKeyInfo(Base64.getMimeDecoder().decode(block.group(1)));
        // The algorithm PBES2 says in its parameters which one it is.
        String algorithm =
                info.getAlgName().equals("PBES2") ? info.getAlgParameters().toString() : info.getAlgName();
        var password = new PBEKeySpec(settings.keyPassword().reveal().toCharArray());
        Key secret = SecretKeyFactory.getInstance(algorithm).generateSecret(password);
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.DECRYPT_MODE, secret, info.getAlgParameters());
        byte[] key = info.getKeySpec(cipher).getEncoded();
        byte[] text = Base64.getMimeEncoder().encode(key);
        return "-----BEGIN PRIVATE KEY-----\n" + new String(text, StandardCharsets.US_ASCII)
                + "\n-----END PRIVATE KEY-----\n";
    }
}
