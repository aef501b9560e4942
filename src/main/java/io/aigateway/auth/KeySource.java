package io.aigateway.auth;

import io.vertx.core.Future;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An OIDC provider whose tokens are trusted, and what it published last. Fetches when something asks for it and it is due, never
 * twice at the same time; what is known stays known when a fetch fails. Safe for use from any thread.
 */
final class KeySource {
    /** The original's cache time, within which a key that the provider withdraws must stop working. */
    static final Duration STALE_AFTER = Duration.ofHours(24);

    /** Earlier than stale, so that on a busy gateway nobody waits for the fetch. */
    static final Duration REFRESH_AFTER = Duration.ofHours(22);

    /** So much later a node fetches what another one did not: one of many is enough. */
    static final Duration OTHERS_FIRST = Duration.ofMinutes(15);

    /** Nodes that wait for others do not all stop waiting at the same time. */
    static final Duration SPREAD = Duration.ofMinutes(30);

    /** An unknown key may be a new one, or an attack on the provider through us. */
    static final Duration UNKNOWN_KEY_PAUSE = Duration.ofMinutes(1);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofMinutes(5);
    private static final Duration LONGEST_UNKNOWN_KEY_PAUSE = Duration.ofMinutes(16);

    private static final Logger log = LoggerFactory.getLogger(KeySource.class);

    private final URI provider;
    private final KeyFetcher fetcher;
    private final Clock clock;

    private volatile Published published = Published.NOTHING;
    private volatile Consumer<KeysFetched> tell = news -> {};

    // Guarded by this.
    private Future<Void> running = Future.succeededFuture();
    private long fetchedAt = Long.MIN_VALUE;
    private int failures;
    private long refreshAt = Long.MIN_VALUE;
    private long staleAt = Long.MIN_VALUE;
    private long retryAt = Long.MIN_VALUE;
    private long unknownKeyAt = Long.MIN_VALUE;

    KeySource(URI provider, KeyFetcher fetcher, Clock clock) {
        this.provider = provider;
        this.fetcher = fetcher;
        this.clock = clock;
    }

    /** Sets who hears of what was fetched here. */
    void onFetched(Consumer<KeysFetched> hearer) {
        tell = hearer;
    }

    /** What was fetched last, here or by another node; null while there is nothing. */
    synchronized @Nullable KeysFetched fetched() {
        Published now = published;
        return now.keys().isEmpty() ? null : new KeysFetched(provider.toString(), now.issuer(), now.jwks(), fetchedAt);
    }

    /**
     * Takes what another node has fetched, when it is newer than what is known. It does not count as a fetch of this node's own:
     * that one comes if no other node fetches again in time.
     *
     * @throws IllegalArgumentException when it holds no key set
     */
    void learn(KeysFetched news) {
        if (!news.provider().equals(provider.toString())) {
            return;
        }
        Published learnt = fetcher.read(news);
        synchronized (this) {
            // A clock that is fast must not make keys live longer.
            long at = Math.min(news.fetchedAtMillis(), clock.millis());
            boolean fresh = at > fetchedAt && clock.millis() < at + STALE_AFTER.toMillis();
            if (fresh && !learnt.keys().isEmpty()) {
                long spread = ThreadLocalRandom.current().nextLong(SPREAD.toMillis());
                know(learnt, at, at + REFRESH_AFTER.toMillis() + OTHERS_FIRST.toMillis() + spread);
                log.info("keys learnt from another node [provider: {}]", name());
            }
        }
    }

    private void know(Published keys, long at, long nextAt) {
        published = keys;
        fetchedAt = at;
        failures = 0;
        refreshAt = nextAt;
        staleAt = at + STALE_AFTER.toMillis();
    }

    Published published() {
        return published;
    }

    boolean hasKeys() {
        return !published.keys().isEmpty();
    }

    /** Whether tokens of this issuer are this provider's: the issuer that it declares, or else its configured URL. */
    boolean speaksFor(String issuer) {
        String declared = published.issuer();
        return withoutSlash(declared == null ? provider.toString() : declared).equals(withoutSlash(issuer));
    }

    /** Whether the provider declares no issuer, or none that we know yet, and so may be anybody's that nobody else is. */
    boolean isSilent() {
        return published.issuer() == null;
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /**
     * Starts a fetch when one is due. Stale keys are waited for once: when that fetch fails, they go on working while further ones
     * are tried, so that a provider that is down or slow makes nobody else wait.
     *
     * @return completes when there is nothing to wait for any more; never fails
     */
    synchronized Future<Void> upToDate() {
        long now = clock.millis();
        if (now < refreshAt) {
            return Future.succeededFuture();
        }
        if (running.isComplete() && now >= retryAt) {
            start();
        }
        boolean known = now < staleAt || (failures > 0 && hasKeys());
        return known ? Future.succeededFuture() : running;
    }

    /**
     * Starts a fetch because of a token whose key is not known, unless there was one a short time ago.
     *
     * @return completes when there is nothing to wait for any more; never fails
     */
    synchronized Future<Void> upToDateForUnknownKey() {
        long now = clock.millis();
        if (running.isComplete() && now >= unknownKeyAt && now >= retryAt) {
            unknownKeyAt = now + UNKNOWN_KEY_PAUSE.toMillis();
            start();
        }
        return running;
    }

    private void start() {
        running = Future.succeededFuture(provider)
                .compose(fetcher::fetch)
                .map(this::accept)
                .otherwise(this::carryOn)
                .mapEmpty();
    }

    private boolean accept(Published fetched) {
        boolean usable = keep(fetched);
        KeysFetched news = usable ? fetched() : null;
        if (news != null) {
            tell.accept(news);
        }
        return usable;
    }

    private synchronized boolean keep(Published fetched) {
        if (fetched.keys().isEmpty()) {
            published = fetched;
            fetchedAt = clock.millis();
            // Believed: a provider that withdraws all its keys wants its tokens refused. But asked again soon.
            postpone("it publishes no usable key");
            return false;
        }
        know(fetched, clock.millis(), clock.millis() + REFRESH_AFTER.toMillis());
        log.info(
                "keys fetched [provider: {}, keys: {}]",
                name(),
                fetched.keys().keys().size());
        return true;
    }

    private synchronized boolean carryOn(Throwable cause) {
        postpone(reasonIn(cause));
        return false;
    }

    /** The last cause too: that of a failed TLS handshake is what an administrator has to know. */
    private static String reasonIn(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root == cause ? cause.toString() : cause + ", because of " + root;
    }

    private void postpone(String reason) {
        long now = clock.millis();
        retryAt = now + doubled(FIRST_RETRY, failures, LAST_RETRY);
        failures++;
        unknownKeyAt = now + doubled(UNKNOWN_KEY_PAUSE, failures, LONGEST_UNKNOWN_KEY_PAUSE);
        refreshAt = Long.MIN_VALUE;
        log.warn(
                "no keys fetched [provider: {}, known: {}, failures: {}, reason: {}]",
                name(),
                published.keys().keys().size(),
                failures,
                reason);
    }

    private static long doubled(Duration first, int times, Duration limit) {
        return Math.min(first.toMillis() << Math.min(times, 20), limit.toMillis());
    }

    /** Without user and password, which a URL may hold. */
    private String name() {
        return provider.getScheme() + "://" + provider.getHost()
                + (provider.getPort() < 0 ? "" : ":" + provider.getPort());
    }
}
