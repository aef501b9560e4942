package io.aigateway.provider;

import io.aigateway.kernel.Failure;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelAsked;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/**
 * A company or server that runs models: its wire format, and nothing else. One instance serves many calls at once and is used
 * from one event loop.
 */
public interface Provider {

    /** Name of the provider; its verticle is {@code provider.<name>}. Lower-case letters and digits. */
    String name();

    /**
     * The HTTP call for a question, credentials included.
     *
     * @param streaming whether the answer shall come in pieces
     * @return fails with {@link Failure.Kind#INVALID} for what this provider cannot be asked, and with
     *     {@link Failure.Kind#UPSTREAM_UNAVAILABLE} when it has no credentials or cannot get them
     */
    Future<UpstreamCall> call(ModelAsked asked, boolean streaming);

    /**
     * Reads a whole answer.
     *
     * @param body of a response with a status below 300
     * @throws io.aigateway.kernel.FailureException when the body is no answer
     */
    ModelAnswered read(ModelAsked asked, byte[] body);

    /** A reader for one streamed answer. */
    AnswerReader reader(ModelAsked asked);

    /**
     * What an error response means.
     *
     * @param status  300 or above
     * @param headers of the response
     * @param body    of the response, at most 64 KiB of it; may be anything
     */
    Failure explain(int status, MultiMap headers, byte[] body);

    /** How its own API is called as it is; null when it is not offered to callers. */
    default @Nullable RawProvider raw() {
        return null;
    }
}
