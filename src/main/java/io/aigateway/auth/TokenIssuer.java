package io.aigateway.auth;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.settings.AuthSettings;
import io.aigateway.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Issues short-lived tokens that are bound to one user, for editors that call the gateway directly. Source: contract section 1.6.
 *
 * <p>A signature takes most of a millisecond of processor time and is therefore made on a small pool of its own, before which a
 * bounded number of requests may wait. Safe for use from any thread.
 */
public final class TokenIssuer {
    /** How long a token is good for. */
    public static final Duration LIFE = Duration.ofHours(1);

    /** What a token of the gateway may be good for, in the order in which it is granted. */
    private static final List<String> GRANTABLE = List.of("complete_code", "ai_gateway_model_provider_proxy");

    private static final int THREADS = 2;

    /** About 0.1 s of work for the pool. */
    static final int MAX_PENDING = 256;

    private static final Logger log = LoggerFactory.getLogger(TokenIssuer.class);

    private final String serviceName;
    private final @Nullable RSAPrivateCrtKey key;
    private final Clock clock;
    private final WorkerExecutor workers;
    private final AtomicInteger pending = new AtomicInteger();

    private TokenIssuer(String serviceName, @Nullable RSAPrivateCrtKey key, Clock clock, WorkerExecutor workers) {
        this.serviceName = serviceName;
        this.key = key;
        this.clock = clock;
        this.workers = workers;
    }

    /**
     * An issuer. Without a signing key it issues nothing.
     *
     * @throws IllegalArgumentException when the signing key cannot be used; names the setting
     */
    public static TokenIssuer create(Vertx vertx, AuthSettings settings, Clock clock) {
        return new TokenIssuer(
                settings.serviceName(),
                OwnKeys.signing(settings),
                clock,
                vertx.createSharedWorkerExecutor("token-issuer", THREADS));
    }

    /**
     * Issues a token with the caller's permissions, as far as tokens of the gateway may have them.
     *
     * @param caller whom the request was proved to come from; not the bearer of a token that the gateway issued
     * @return the token; fails with {@link Kind#INVALID} when the wish names no user, {@link Kind#FORBIDDEN} when there is nothing
     *     to grant, {@link Kind#INTERNAL} when there is no key or signing fails, and {@link Kind#OVERLOADED} when too many wait
     */
    public Future<IssuedToken> issue(Identity caller, TokenWish wish) {
        String user = wish.globalUserId();
        if (user == null || user.isBlank()) {
            var missing =
                    new Failure.Problem("missing", List.of("header", "x-gitlab-global-user-id"), "Field required");
            return failed(Failure.invalid("Validation error", missing));
        }
        List<String> scopes = granted(caller);
        if (scopes.isEmpty()) {
            return failed(Failure.of(Kind.FORBIDDEN, "Unauthorized to create user access token"));
        }
        RSAPrivateCrtKey signing = key;
        if (signing == null) {
            log.error("no user token can be issued [missing: AIGW_SELF_SIGNED_JWT__SIGNING_KEY]");
            return failed(notSigned());
        }
        long now = clock.instant().getEpochSecond();
        long exp = now + LIFE.toSeconds();
        return sign(UserClaims.of(caller, wish, scopes, serviceName, now, exp), signing)
                .map(token -> new IssuedToken(token, exp));
    }

    private static List<String> granted(Identity caller) {
        return caller.issuedByGateway()
                ? List.of()
                : GRANTABLE.stream().filter(caller.scopes()::covers).toList();
    }

    private Future<String> sign(Map<String, @Nullable Object> claims, RSAPrivateCrtKey signing) {
        if (pending.incrementAndGet() > MAX_PENDING) {
            pending.decrementAndGet();
            return failed(Failure.of(Kind.OVERLOADED, "Too many tokens are being issued"));
        }
        return workers.executeBlocking(() -> encode(claims, signing), false)
                .map(Objects::requireNonNull)
                .onComplete(done -> pending.decrementAndGet())
                .recover(cause -> {
                    log.error("a user token could not be signed", cause);
                    return failed(notSigned());
                });
    }

    /** A JWS in compact serialisation (RFC 7515), without {@code kid}, as the original's. */
    private static String encode(Map<String, @Nullable Object> claims, RSAPrivateCrtKey signing)
            throws GeneralSecurityException {
        var header = new LinkedHashMap<String, String>();
        header.put("typ", "JWT");
        header.put("alg", "RS256");
        String input = base64(Json.write(header)) + "." + base64(Json.write(claims));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(signing);
        signature.update(input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + base64(signature.sign());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Failure notSigned() {
        return Failure.of(Kind.INTERNAL, "Failed to generate JWT");
    }

    private static <T> Future<T> failed(Failure failure) {
        return Future.failedFuture(failure.asException());
    }
}
