package io.aigateway.auth;

import io.aigateway.settings.AuthSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Asks an OIDC provider for its keys once, to find out whether they can be had. */
public final class IssuerProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final AuthSettings settings;

    public IssuerProbe(Vertx vertx, AuthSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    /** What it publishes, in words; fails with the reason why there is nothing to verify tokens with. */
    public Future<String> ask(URI provider) {
        var documents = new JsonDocuments(vertx, Authenticator.httpOptions(settings), PATIENCE);
        return new KeyFetcher(documents, new JwksReader(vertx)).fetch(provider).map(published -> {
            if (published.keys().isEmpty()) {
                throw new IllegalArgumentException("it publishes no key that can be used (RSA, for signatures)");
            }
            return "publishes keys, issuer " + published.issuer();
        });
    }

    /**
     * TLS that trusts whom the gateway trusts when it asks.
     *
     * @throws IllegalArgumentException when the file of certificate authorities cannot be used
     */
    public SSLContext tls() {
        boolean jdkOnly = settings.caBundle().toString().isEmpty();
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, jdkOnly ? null : new TrustManager[] {Authorities.with(settings.caBundle())}, null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no TLS: " + e.getMessage(), e);
        }
    }
}
