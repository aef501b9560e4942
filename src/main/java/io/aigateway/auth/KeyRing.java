package io.aigateway.auth;

import io.aigateway.kernel.Deadline;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every key that is trusted, and by whom: proves who signed a token.
 *
 * <p>A token is proved by the keys of its own issuer only. The original tries all keys on all tokens, so that whoever can sign for
 * one issuer can sign for the others, and for the gateway itself.
 */
final class KeyRing {
    /** Requests that may wait for keys at a time; more are refused at once. */
    static final int MAX_WAITING = 1000;

    private final Vertx vertx;
    private final Clock clock;
    private final String serviceName;
    private final KeySet own;
    private final List<KeySource> sources;
    private final Duration patience;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * What a token was proved with.
     *
     * @param keys    the keys at that time
     * @param current the keys that would be used now
     */
    record Proof(KeySet keys, Supplier<KeySet> current) {
        /** Stands for a proof when signatures are not checked. */
        static final Proof NOT_ASKED_FOR = new Proof(KeySet.NONE, () -> KeySet.NONE);

        /** Whether the keys are still the same, so that the token need not be proved again. */
        boolean holds() {
            return current.get().equals(keys);
        }
    }

    /**
     * A key ring.
     *
     * @param serviceName issuer of the tokens that {@code own} proves
     * @param patience    longest wait of a request for keys
     */
    KeyRing(Vertx vertx, Clock clock, String serviceName, KeySet own, List<KeySource> sources, Duration patience) {
        this.vertx = vertx;
        this.clock = clock;
        this.serviceName = serviceName;
        this.own = own;
        this.sources = List.copyOf(sources);
        this.patience = patience;
    }

    /** Fetches what is due. Completes when all of it was tried; never fails. */
    Future<Void> upToDate() {
        return Future.all(sources.stream().map(KeySource::upToDate).toList()).mapEmpty();
    }

    /** What was fetched from all of them. */
    List<KeysFetched> fetched() {
        return sources.stream().map(KeySource::fetched).filter(Objects::nonNull).toList();
    }

    void onFetched(Consumer<KeysFetched> hearer) {
        sources.forEach(source -> source.onFetched(hearer));
    }

    void learn(KeysFetched news) {
        sources.forEach(source -> source.learn(news));
    }

    /** Whether any issuer's keys are known. The gateway's own do not count: with them alone no caller could come for a token. */
    boolean hasKeys() {
        return sources.stream().anyMatch(KeySource::hasKeys);
    }

    /**
     * Proves a token.
     *
     * @return fails with {@link Kind#UNAUTHENTICATED} when no key of its issuer signed it, {@link Kind#UPSTREAM_UNAVAILABLE} when
     *     its issuer's keys cannot be had, and {@link Kind#OVERLOADED} when too many requests wait for keys
     */
    Future<Proof> prove(Jwt token) {
        String issuer = token.issuer();
        if (issuer.equals(serviceName)) {
            return own.judge(token) == KeySet.Verdict.SIGNED
                    ? Future.succeededFuture(new Proof(own, () -> own))
                    : Future.failedFuture(Flaw.SIGNATURE.asException());
        }
        Deadline deadline = Deadline.after(patience, clock);
        return waitFor(fitting(issuer).stream().map(KeySource::upToDate).toList(), deadline)
                .compose(done -> proveNow(token, fitting(issuer)))
                .compose(proof -> proof != null ? Future.succeededFuture(proof) : proveAfterRefresh(token, deadline));
    }

    private Future<Proof> proveAfterRefresh(Jwt token, Deadline deadline) {
        List<Future<Void>> refreshes = fitting(token.issuer()).stream()
                .map(KeySource::upToDateForUnknownKey)
                .toList();
        return waitFor(refreshes, deadline)
                .compose(done -> proveNow(token, fitting(token.issuer())))
                .compose(proof -> proof != null
                        ? Future.succeededFuture(proof)
                        : Future.failedFuture(Flaw.UNKNOWN_KEY.asException()));
    }

    /** The sources whose keys may have signed a token of this issuer. */
    private List<KeySource> fitting(String issuer) {
        List<KeySource> speaking =
                sources.stream().filter(source -> source.speaksFor(issuer)).toList();
        return speaking.isEmpty() ? sources.stream().filter(KeySource::isSilent).toList() : speaking;
    }

    /** Proves a token with what is known; null when a fetch might find its key. */
    private Future<@Nullable Proof> proveNow(Jwt token, List<KeySource> fitting) {
        boolean unknown = false;
        for (KeySource source : fitting) {
            KeySet keys = source.published().keys();
            KeySet.Verdict verdict = keys.judge(token);
            if (verdict == KeySet.Verdict.SIGNED) {
                return Future.succeededFuture(
                        new Proof(keys, () -> source.published().keys()));
            }
            unknown |= verdict == KeySet.Verdict.UNKNOWN_KEY && !keys.isEmpty();
        }
        return unknown ? Future.succeededFuture(null) : Future.failedFuture(refusal(fitting, token.issuer()));
    }

    private FailureException refusal(List<KeySource> fitting, String issuer) {
        if (areMissing(fitting, issuer)) {
            return Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The keys that verify tokens are not available")
                    .asException();
        }
        return (fitting.isEmpty() ? Flaw.ISSUER : Flaw.SIGNATURE).asException();
    }

    /**
     * Whether nobody can say if the token is genuine. An issuer that nobody speaks for is refused as soon as any provider was
     * reached: the other one may never be, as in an installation that is not connected to the internet.
     */
    private boolean areMissing(List<KeySource> fitting, String issuer) {
        boolean known = fitting.stream().anyMatch(source -> source.speaksFor(issuer));
        return (known ? fitting : sources).stream().noneMatch(KeySource::hasKeys);
    }

    /** Waits on the caller's own thread, and not beyond the deadline: after it, what is known has to do. */
    private Future<Void> waitFor(List<Future<Void>> fetches, Deadline deadline) {
        if (fetches.stream().allMatch(Future::isComplete)) {
            return Future.succeededFuture();
        }
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(Failure.of(Kind.OVERLOADED, "Too many requests wait for keys")
                    .asException());
        }
        long millis = Math.max(1, deadline.remaining(clock).toMillis());
        Future<Void> bounded = Future.all(fetches)
                .<Void>mapEmpty()
                .timeout(millis, TimeUnit.MILLISECONDS)
                .onComplete(done -> waiting.decrementAndGet())
                .otherwiseEmpty();
        return Future.fromCompletionStage(bounded.toCompletionStage(), vertx.getOrCreateContext());
    }
}
