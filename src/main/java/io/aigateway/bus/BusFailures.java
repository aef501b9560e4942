package io.aigateway.bus;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;

/** Why a question did not arrive. */
final class BusFailures {
    private BusFailures() {}

    static Failure of(String address, Throwable cause) {
        if (cause instanceof FailureException known) {
            return known.failure();
        }
        boolean nobody = cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
        return nobody ? unserved(address) : Failure.of(Kind.INTERNAL, "The bus failed");
    }

    static Failure unserved(String address) {
        return Failure.of(Kind.UNSERVED, "No node of the gateway serves " + address);
    }
}
