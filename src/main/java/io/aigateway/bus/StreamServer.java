package io.aigateway.bus;

import io.vertx.core.Future;

/** Serves a {@link StreamAddress}. */
@FunctionalInterface
public interface StreamServer<Q extends Record, E, R extends Record> {

    /**
     * Answers one question.
     *
     * @param scope    the request; cancelled when nobody reads any more
     * @param question what is asked
     * @param sink     takes the events
     * @return completes with the result after the last event
     */
    Future<R> serve(Scope scope, Q question, EventSink<E> sink);
}
