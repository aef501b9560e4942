package io.aigateway.auth;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.FailureException;
import io.aigateway.kernel.Secret;
import io.aigateway.settings.AuthSettings;
import io.aigateway.testkit.FakeIssuer;
import io.aigateway.testkit.FakeToken;
import io.aigateway.testkit.ManualClock;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.TestKeys;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** An authenticator between two OIDC providers, with a clock that a test can move. */
final class Bench implements AutoCloseable {
    static final AuthSettings.Bypass NO_BYPASS = new AuthSettings.Bypass(false, false, false);
    /** Longer than a test has patience, so that nothing passes by being given up. */
    private static final Duration FOR_EVER = Duration.ofSeconds(2 * OnLoop.PATIENCE_SECONDS);

    static final Secret NO_KEY = new Secret("");

    final Vertx vertx = Vertx.vertx();
    final ManualClock clock = new ManualClock();
    final FakeIssuer gitlab =
            FakeIssuer.start(vertx, new HttpServerOptions(), 0).withClock(clock);
    final FakeIssuer portal =
            FakeIssuer.start(vertx, new HttpServerOptions(), 10).withClock(clock);

    private final OnLoop loop = OnLoop.of(vertx);

    private Secret signingKey = NO_KEY;
    private Secret validationKey = NO_KEY;
    private AuthSettings.Bypass bypass = NO_BYPASS;
    private Path caBundle = Path.of("");
    private URI gitlabUrl = gitlab.url();
    private Duration patience = FOR_EVER;
    private Authenticator authenticator;

    Bench signingWith(int key) {
        signingKey = new Secret(TestKeys.pem(TestKeys.pair(key).getPrivate()));
        return this;
    }

    Bench validatingWith(int key) {
        validationKey = new Secret(TestKeys.pem(TestKeys.pair(key).getPrivate()));
        return this;
    }

    Bench bypassing(boolean everything, boolean withHeader, boolean signature) {
        bypass = new AuthSettings.Bypass(everything, withHeader, signature);
        return this;
    }

    Bench trusting(Path bundle) {
        caBundle = bundle;
        return this;
    }

    Bench gitlabAt(URI url) {
        gitlabUrl = url;
        return this;
    }

    /** The longest that a request may wait for keys. */
    Bench patience(Duration limit) {
        patience = limit;
        return this;
    }

    AuthSettings settings() {
        return new AuthSettings(
                "gitlab-ai-gateway", gitlabUrl, portal.url(), signingKey, validationKey, caBundle, bypass, null);
    }

    /** The authenticator, made with what was set before the first call. */
    Authenticator authenticator() {
        if (authenticator == null) {
            authenticator =
                    Authenticator.create(vertx, settings(), clock, new Authenticator.Limits(FOR_EVER, patience));
        }
        return authenticator;
    }

    /** What goes with a token as {@link FakeIssuer#token()} makes it. */
    static Credentials with(String token) {
        return new Credentials("Bearer " + token, "oidc", "self-managed", FakeToken.INSTANCE, "user-1", null);
    }

    Identity accepted(String token) {
        return accepted(with(token));
    }

    Identity accepted(Credentials credentials) {
        return loop.await(() -> authenticator().authenticate(credentials));
    }

    Failure refused(String token) {
        return refused(with(token));
    }

    Failure refused(Credentials credentials) {
        try {
            accepted(credentials);
        } catch (FailureException e) {
            return e.failure();
        }
        throw new AssertionError("accepted");
    }

    @Override
    public void close() {
        OnLoop.await(vertx.close());
    }
}
