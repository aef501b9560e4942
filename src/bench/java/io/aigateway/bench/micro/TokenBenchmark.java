package io.aigateway.bench.micro;

import io.aigateway.auth.Authenticator;
import io.aigateway.auth.Credentials;
import io.aigateway.settings.AuthSettings;
import io.aigateway.settings.Environment;
import io.aigateway.settings.GatewaySettings;
import io.aigateway.testkit.FakeIssuer;
import io.aigateway.testkit.FakeToken;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The check of a token: one that was seen before, and one whose signature has to be computed. */
@State(Scope.Benchmark)
public class TokenBenchmark {
    private Vertx vertx;
    private Authenticator authenticator;
    private Credentials known;
    private Credentials forged;

    /** Fetches keys. */
    @Setup
    public void start() {
        vertx = Vertx.vertx();
        FakeIssuer issuer = FakeIssuer.start(vertx);
        String url = issuer.url().toString();
        AuthSettings settings = GatewaySettings.from(
                        Environment.of(Map.of("AIGW_GITLAB_URL", url, "AIGW_CUSTOMER_PORTAL_URL", url)))
                .auth();
        authenticator = Authenticator.create(vertx, settings, Clock.systemUTC());
        OnLoop.await(authenticator.warmUp());
        String token = issuer.token().scopes("complete_code").sign();
        known = credentials(token);
        // A wrong signature takes as long to compute as a right one, and is never remembered.
        forged = credentials(token.substring(0, token.length() - 4) + "AAAA");
    }

    private static Credentials credentials(String token) {
        return new Credentials("Bearer " + token, "oidc", "self-managed", FakeToken.INSTANCE, "user", null);
    }

    /** Ends Vert.x. */
    @TearDown
    public void stop() {
        OnLoop.await(vertx.close());
    }

    /** Remembered. */
    @Benchmark
    public Object seenBefore() {
        return authenticator.authenticate(known);
    }

    /** Computed. */
    @Benchmark
    public Object computed() {
        return authenticator.authenticate(forged);
    }
}
