package io.aigateway.auth;

import io.aigateway.kernel.Failure.Kind;
import io.aigateway.settings.AuthSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.TrustOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says who calls: checks the headers, proves the token with its issuer's keys and compares the two. Source: contract sections
 * 7.1 to 7.4, and there the column "replacement" where the original is lax.
 *
 * <p>Only RS256 tokens are accepted, with {@code aud} naming this service and with {@code exp}. The keys are those of the gateway
 * itself and those that two OIDC providers publish: the GitLab instance and the Customers Portal. A token is proved by the keys
 * of its own issuer only. Safe for use from any thread.
 */
public final class Authenticator {
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Logger log = LoggerFactory.getLogger(Authenticator.class);

    private final AuthSettings settings;
    private final KeyRing keys;
    private final ClaimRules claimRules;
    private final VerifiedTokens verified;

    /**
     * How long things may take.
     *
     * @param fetch    longest wait for one answer of an OIDC provider
     * @param patience longest wait of a request for keys
     */
    record Limits(Duration fetch, Duration patience) {}

    private Authenticator(AuthSettings settings, KeyRing keys, Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.claimRules = new ClaimRules(settings.serviceName(), clock);
        this.verified = new VerifiedTokens(clock);
    }

    /**
     * An authenticator; fetches nothing yet. Reads the file of certificate authorities: call it at start.
     *
     * @throws IllegalArgumentException when a key or the file of certificate authorities cannot be used; names the setting
     */
    public static Authenticator create(Vertx vertx, AuthSettings settings, Clock clock) {
        return create(vertx, settings, clock, new Limits(FETCH_TIMEOUT, PATIENCE));
    }

    static Authenticator create(Vertx vertx, AuthSettings settings, Clock clock, Limits limits) {
        if (settings.bypass().signature()) {
            log.error("signatures of tokens are not verified [setting: AIGW_AUTH__BYPASS_JWT_SIGNATURE]");
        }
        var documents = new JsonDocuments(vertx, httpOptions(settings), limits.fetch());
        var fetcher = new KeyFetcher(documents, new JwksReader(vertx));
        List<KeySource> sources = Stream.of(settings.gitlabUrl(), settings.customerPortalUrl())
                .distinct()
                .map(provider -> new KeySource(provider, fetcher, clock))
                .toList();
        var own = OwnKeys.accepted(vertx, settings);
        var keys = new KeyRing(vertx, clock, settings.serviceName(), own, sources, limits.patience());
        return new Authenticator(settings, keys, clock);
    }

    /** Where nothing is ever fetched, the file is not read: parsing hundreds of certificates takes half a second of the start. */
    static HttpClientOptions httpOptions(AuthSettings settings) {
        var options = new HttpClientOptions();
        boolean jdkOnly =
                settings.caBundle().toString().isEmpty() || settings.bypass().everything();
        return jdkOnly ? options : options.setTrustOptions(TrustOptions.wrap(Authorities.with(settings.caBundle())));
    }

    /**
     * Fetches the keys, so that the first request does not have to wait for them.
     *
     * @return completes when every provider has answered or failed to; never fails; need not be waited for
     */
    public Future<Void> warmUp() {
        return needsKeys() ? keys.upToDate() : Future.succeededFuture();
    }

    /**
     * Whether there is any issuer's key to verify tokens with, or none is needed because signatures are not checked. Starts a fetch when
     * one is due: a gateway that is not ready gets no requests, which are what else would start it.
     */
    public boolean hasKeys() {
        if (!needsKeys()) {
            return true;
        }
        keys.upToDate();
        return keys.hasKeys();
    }

    /** Sets who hears of keys that were fetched here; called on any thread. */
    public void onFetched(Consumer<KeysFetched> hearer) {
        keys.onFetched(hearer);
    }

    /** What was fetched last from every provider, here or by another node. */
    public List<KeysFetched> fetched() {
        return keys.fetched();
    }

    /**
     * Takes keys that another node has fetched, when they are newer than those that are known, and of a provider in the settings.
     *
     * @throws IllegalArgumentException when they cannot be read
     */
    public void learn(KeysFetched news) {
        keys.learn(news);
    }

    private boolean needsKeys() {
        return !settings.bypass().everything() && !settings.bypass().signature();
    }

    /**
     * Says who presents these credentials.
     *
     * @return the identity; fails with {@link Kind#UNAUTHENTICATED} and a detail of contract section 7.2 when the credentials are
     *     missing, wrong or contradict each other, {@link Kind#UPSTREAM_UNAVAILABLE} when the issuer's keys cannot be had, and
     *     {@link Kind#OVERLOADED} when too many requests wait for them
     */
    public Future<Identity> authenticate(Credentials credentials) {
        String bypass = bypassFor(credentials);
        if (bypass != null) {
            log.error("request let in without authentication [setting: {}]", bypass);
            return Future.succeededFuture(Identity.DEBUG);
        }
        return Future.succeededFuture(credentials)
                .map(HeaderRules::bearerToken)
                .compose(this::identify)
                .map(identity -> HeaderRules.match(identity, credentials));
    }

    /** The setting that lets the request in unchecked; null when none does. */
    private @Nullable String bypassFor(Credentials credentials) {
        if (settings.bypass().everything()) {
            return "AIGW_AUTH__BYPASS_EXTERNAL";
        }
        return settings.bypass().withHeader() && "true".equals(credentials.bypassAuth())
                ? "AIGW_AUTH__BYPASS_EXTERNAL_WITH_HEADER"
                : null;
    }

    private Future<Identity> identify(String token) {
        if (token.length() > Jwt.MAX_CHARACTERS) {
            return Future.failedFuture(Flaw.TOO_LARGE.asException());
        }
        String fingerprint = VerifiedTokens.fingerprint(token);
        Identity known = verified.find(fingerprint);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        Jwt jwt = Jwt.parse(token);
        Flaw flaw = jwt == null ? Flaw.MALFORMED : claimRules.flawOf(jwt.claims());
        if (jwt == null || flaw != null) {
            return Future.failedFuture((flaw == null ? Flaw.MALFORMED : flaw).asException());
        }
        return prove(jwt).map(proof -> {
            Identity identity = IdentityReader.read(jwt.claims(), settings.serviceName());
            verified.keep(fingerprint, identity, proof, claimRules.lifeOf(jwt.claims(), VerifiedTokens.MAX_LIFE));
            return identity;
        });
    }

    private Future<KeyRing.Proof> prove(Jwt jwt) {
        if (settings.bypass().signature()) {
            return Future.succeededFuture(KeyRing.Proof.NOT_ASKED_FOR);
        }
        // Before the keys are looked at: a token of another algorithm must not cause a fetch.
        return jwt.isRs256() ? keys.prove(jwt) : Future.failedFuture(Flaw.ALGORITHM.asException());
    }
}
