package io.aigateway.provider;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.api.Clocks.Clock;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** What it means when an HTTP call to a provider fails without an answer. */
final class UpstreamFailures {
    static final Failure CUT = Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The connection to the provider broke off");
    static final Failure UNREACHABLE = Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The provider could not be reached");
    static final Failure NOT_CONNECTED = Failure.of(Kind.UPSTREAM_UNAVAILABLE, Clock.CONNECT.detail());
    static final Failure LEFT = Failure.of(Kind.CANCELLED, "Nobody waits for the answer any more");
    static final Failure TOO_LARGE =
            Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The provider sent an answer that is too large");

    /** The breaker of a target is open: when to try again depends on when it opened; this is the longest. */
    static final Failure LEFT_ALONE = new Failure(
            Kind.UPSTREAM_UNAVAILABLE, "The provider keeps failing and is left alone for a moment", 5, 0, List.of());

    static final Failure BUSY =
            new Failure(Kind.OVERLOADED, "The provider has no room for more requests", 1, 0, List.of());

    private static final Failure NO_HTTP =
            Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The provider sent an answer that is no HTTP");

    private UpstreamFailures() {}

    /** What a connection reports: anything that is not known to be something else is an answer that could not be understood. */
    static Throwable ofConnection(Throwable cause) {
        boolean known = FailureException.isFailure(cause)
                || cause instanceof TimeoutException
                || cause instanceof VertxException
                || cause instanceof IOException;
        return known ? cause : NO_HTTP.asException();
    }

    /** Whether the same call would fail again a moment later. */
    static boolean isFinal(Failure failure) {
        return failure.equals(LEFT_ALONE) || failure.equals(TOO_LARGE) || failure.equals(NO_HTTP);
    }

    /** Keeps a known failure and makes one of anything else; a defect of ours stays as it is, to be logged. */
    static <T> Future<T> explain(Throwable cause) {
        if (FailureException.isFailure(cause)) {
            return Future.failedFuture(cause);
        } else if (cause instanceof TimeoutException || cause instanceof ConnectTimeoutException) {
            return Future.failedFuture(NOT_CONNECTED.asException());
        } else if (cause instanceof ConnectionPoolTooBusyException) {
            return Future.failedFuture(BUSY.asException());
        } else if (cause instanceof HttpClosedException || cause instanceof StreamResetException) {
            return Future.failedFuture(CUT.asException());
        } else if (cause instanceof IOException) {
            return Future.failedFuture(UNREACHABLE.asException());
        }
        return Future.failedFuture(cause);
    }
}
