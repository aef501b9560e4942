package io.aigateway.provider;

import io.aigateway.model.api.EmbedAsked;
import io.aigateway.model.api.Embedded;
import io.vertx.core.Future;

/** The side of a provider that makes vectors of texts; one that has it implements this beside {@link Provider}. */
public interface Embedder {

    /**
     * The HTTP call for a question, credentials included.
     *
     * @return fails with {@link io.aigateway.kernel.Failure.Kind#INVALID} for what this provider cannot be asked, and with
     *     {@link io.aigateway.kernel.Failure.Kind#UPSTREAM_UNAVAILABLE} when it has no credentials or cannot get them
     */
    Future<UpstreamCall> callToEmbed(EmbedAsked asked);

    /**
     * Reads a whole answer. May be called on any thread: a large one takes too long for an event loop.
     *
     * @param body of a response with a status below 300
     * @throws io.aigateway.kernel.FailureException when the body is no answer
     */
    Embedded readEmbedded(EmbedAsked asked, byte[] body);
}
