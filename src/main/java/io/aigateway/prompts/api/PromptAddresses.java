package io.aigateway.prompts.api;

import io.aigateway.bus.Address;
import io.aigateway.bus.StreamAddress;

/** Where prompts are asked for. */
public final class PromptAddresses {
    /** The whole answer. */
    public static final Address<PromptAsked, PromptAnswered> INVOKE =
            new Address<>("prompts.invoke.v1", PromptAsked.class, PromptAnswered.class);

    /** The answer as it is made. */
    public static final StreamAddress<PromptAsked, PromptPiece, PromptAnswered> INVOKE_STREAM =
            new StreamAddress<>("prompts.invoke-stream.v1", PromptAsked.class, PromptPiece.class, PromptAnswered.class);

    private PromptAddresses() {}
}
