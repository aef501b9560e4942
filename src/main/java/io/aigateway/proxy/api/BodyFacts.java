package io.aigateway.proxy.api;

import org.jspecify.annotations.Nullable;

/**
 * What the body of a call says, as far as it decides whether the call may be made.
 *
 * @param json  whether it is one JSON document in UTF-8
 * @param model the text under {@code model} at the top level; empty when something else is there, null when nothing is, or when it
 *              cannot be told which of several values would count
 */
public record BodyFacts(boolean json, @Nullable String model) {
    /** A body that is no JSON. */
    public static final BodyFacts NO_JSON = new BodyFacts(false, null);
}
