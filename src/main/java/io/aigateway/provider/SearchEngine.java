package io.aigateway.provider;

import io.aigateway.kernel.Failure;
import io.aigateway.model.api.SearchAsked;
import io.aigateway.model.api.SearchFound;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;

/**
 * A server that searches documents: its wire format, and nothing else. One instance serves many calls at once and is used from one
 * event loop.
 */
public interface SearchEngine {

    /** Name of the engine; its verticle is {@code provider.<name>}. Lower-case letters and digits. */
    String name();

    /**
     * The HTTP call for a question, credentials included.
     *
     * @return fails with {@link Failure.Kind#UPSTREAM_UNAVAILABLE} when it has no credentials or cannot get them
     */
    Future<UpstreamCall> call(SearchAsked asked);

    /**
     * Reads a whole answer.
     *
     * @param body of a response with a status below 300
     * @throws io.aigateway.kernel.FailureException when the body is no answer
     */
    SearchFound read(byte[] body);

    /**
     * What an error response means.
     *
     * @param status  300 or above
     * @param headers of the response
     * @param body    of the response, at most 64 KiB of it; may be anything
     */
    Failure explain(int status, MultiMap headers, byte[] body);
}
