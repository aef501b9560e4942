package io.aigateway.settings;

import io.aigateway.kernel.Secret;
import java.nio.file.Path;
import java.util.List;

/**
 * TLS towards self-hosted models; other providers are always verified against the JDK's authorities, and see no certificate.
 *
 * @param cert        certificate to show, PEM; empty path for none
 * @param key         its key, PEM; empty path when it is in the same file
 * @param keyPassword of an encrypted key; may be empty
 * @param authorities who may sign the servers' certificates, PEM; empty path for the JDK's
 * @param verify      whether servers' certificates are verified at all
 * @param unverified  servers, as {@code host} or {@code host:port}, whose certificates are not
 */
public record SelfHostedTls(
        Path cert, Path key, Secret keyPassword, Path authorities, boolean verify, List<String> unverified) {

    static final Setting<Boolean> ENABLED =
            Kinds.flag("AIGW_MTLS__ENABLED", false, "Show self-hosted models a certificate of the gateway's.");
    static final Setting<Path> CERT = Kinds.file("AIGW_MTLS__CERT_FILE", "That certificate, PEM.");
    static final Setting<Path> KEY =
            Kinds.file("AIGW_MTLS__KEY_FILE", "Its private key, PEM; when it is not in the same file.");
    static final Setting<Secret> PASSWORD = Kinds.secret("AIGW_MTLS__KEY_PASSWORD", "Password of an encrypted key.");
    static final Setting<Path> BUNDLE = Kinds.file(
            "AIGW_MTLS__CA_BUNDLE",
            "Authorities for the certificates of self-hosted models, PEM, instead of the JDK's.");
    static final Setting<Boolean> VERIFY = Kinds.flag(
            "AIGW_MTLS__VERIFY",
            true,
            "Verify the certificates of self-hosted models. Rather than switching it off for all, name the one that cannot be verified"
                    + " in AIGW_CUSTOM_MODELS__UNVERIFIED_HOSTS.");
    static final Setting<List<String>> UNVERIFIED = Kinds.list(
            "AIGW_CUSTOM_MODELS__UNVERIFIED_HOSTS",
            "Self-hosted models, as host or host:port, whose certificates are not verified: whoever is between them and the gateway"
                    + " can read and change everything.");

    static final List<Setting<?>> ALL = List.of(ENABLED, CERT, KEY, PASSWORD, BUNDLE, VERIFY, UNVERIFIED);

    static SelfHostedTls from(Environment environment) {
        boolean enabled = environment.read(ENABLED);
        if (enabled && !environment.has(CERT)) {
            environment.complain(CERT, "", "a certificate, because it is to be shown");
        }
        if (environment.has(PASSWORD) && !environment.has(KEY)) {
            environment.complain(KEY, "", "a key, because there is a password for it");
        }
        var none = Path.of("");
        return new SelfHostedTls(
                enabled ? environment.read(CERT) : none,
                enabled ? environment.read(KEY) : none,
                environment.read(PASSWORD),
                environment.read(BUNDLE),
                environment.read(VERIFY),
                environment.read(UNVERIFIED));
    }
}
