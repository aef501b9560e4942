package io.aigateway.provider;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** What it means when an HTTP call to a provider fails without an answer. */
final class UpstreamFailures {
    static final Failure CUT = Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The connection to the provider broke off");
    static final Failure UNREACHABLE = Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The provider could not be reached");
    static final Failure SILENT = Failure.of(Kind.TIMED_OUT, "The provider did not answer in time");
    static final Failure TOO_LARGE =
            Failure.of(Kind.UPSTREAM_UNAVAILABLE, "The provider sent an answer that is too large");

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

    /** Keeps a known failure and makes one of anything else; a defect of ours stays as it is, to be logged. */
    static <T> Future<T> explain(Throwable cause) {
        if (FailureException.isFailure(cause)) {
            return Future.failedFuture(cause);
        } else if (cause instanceof ConnectTimeoutException) {
            return Future.failedFuture(UNREACHABLE.asException());
        } else if (cause instanceof TimeoutException) {
            return Future.failedFuture(SILENT.asException());
        } else if (cause instanceof HttpClosedException || cause instanceof StreamResetException) {
            return Future.failedFuture(CUT.asException());
        } else if (cause instanceof IOException) {
            return Future.failedFuture(UNREACHABLE.asException());
        }
        return Future.failedFuture(cause);
    }
}
