package io.aigateway.provider;

import io.aigateway.kernel.Failure.Kind;
import io.aigateway.model.api.RawAsked;
import io.aigateway.model.api.Target;
import io.vertx.core.Future;

/** A provider whose own API can be called as it is. It knows where the API is and how to sign in, and nothing of what is said. */
public interface RawProvider {

    /** Whether there is a credential for the target, or none is needed. */
    boolean hasCredential(Target target);

    /**
     * The HTTP call, credentials included.
     *
     * @return fails with {@link Kind#INVALID} when a header cannot be sent, and with {@link Kind#UPSTREAM_UNAVAILABLE} when
     *     there are no credentials or they cannot be had
     */
    Future<UpstreamCall> call(RawAsked asked);

    /** Hears the status of every error, to drop a credential that is not accepted any more. */
    default void refused(int status) {}
}
