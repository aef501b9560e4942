package io.aigateway.app.doctor;

import io.aigateway.settings.GatewaySettings;
import io.aigateway.settings.ServerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Settings that can be used, and surprise. */
final class SettingsCheck {
    private static final String CHECK = "settings";
    private static final Duration SOON = Duration.ofDays(14);

    private final GatewaySettings settings;
    private final Clock clock;

    SettingsCheck(GatewaySettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    List<Finding> look() {
        var findings = new ArrayList<Finding>();
        findings.add(Finding.ok(
                CHECK,
                "environment",
                settings.models().environment() + ", "
                        + (settings.models().mock() ? "a mock answers" : "real models answer")));
        lookAtBypass(findings);
        if (settings.auth().signingKey().reveal().isEmpty()) {
            findings.add(Finding.warning(
                    CHECK,
                    "signing key",
                    "editors get no token to call the gateway themselves",
                    "set AIGW_SELF_SIGNED_JWT__SIGNING_KEY to an RSA key in PEM: openssl genrsa 2048"));
        }
        if (settings.server().tls().enabled()) {
            findings.add(certificate(settings.server().tls()));
        }
        return findings;
    }

    private void lookAtBypass(List<Finding> findings) {
        var bypass = settings.auth().bypass();
        boolean development = settings.models().environment().equals("development");
        if (!bypass.everything() && !bypass.withHeader() && !bypass.signature()) {
            findings.add(Finding.ok(CHECK, "authentication", "every token is verified"));
            return;
        }
        String text = bypass.signature()
                ? "signatures of tokens are not verified: anybody can write one"
                : "anybody is let in without a token";
        String mend = "unset AIGW_AUTH__BYPASS_EXTERNAL, AIGW_AUTH__BYPASS_EXTERNAL_WITH_HEADER and"
                + " AIGW_AUTH__BYPASS_JWT_SIGNATURE where others can reach the gateway";
        findings.add(
                development
                        ? Finding.warning(CHECK, "authentication", text, mend)
                        : Finding.failed(CHECK, "authentication", text, mend));
    }

    private Finding certificate(ServerSettings.Tls tls) {
        String about = "certificate " + tls.cert();
        String mend =
                "put another certificate into the file of AIGW_FASTAPI__TLS__CERT_FILE and start the gateway anew";
        try (InputStream in = Files.newInputStream(tls.cert())) {
            var certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            Instant end = certificate.getNotAfter().toInstant();
            if (end.isBefore(clock.instant())) {
                return Finding.failed(CHECK, about, "ended " + end, mend);
            }
            return end.isBefore(clock.instant().plus(SOON))
                    ? Finding.warning(CHECK, about, "ends " + end, mend)
                    : Finding.ok(CHECK, about, "good until " + end);
        } catch (IOException | CertificateException e) {
            return Finding.failed(CHECK, about, "cannot be read: " + e.getMessage(), mend);
        }
    }
}
