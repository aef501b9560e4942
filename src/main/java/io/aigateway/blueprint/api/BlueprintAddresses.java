package io.aigateway.blueprint.api;

import io.aigateway.bus.Address;
import io.aigateway.bus.StreamAddress;

/** Where an answer to the first of several prompts that can be served is asked for. */
public final class BlueprintAddresses {
    /** The whole answer at once. */
    public static final Address<PromptsAsked, PromptAnswered> ANSWER =
            new Address<>("blueprint.answer.v1", PromptsAsked.class, PromptAnswered.class);

    /** The same, as it is made. */
    public static final StreamAddress<PromptsAsked, PromptEvent, PromptEnded> ANSWER_STREAM =
            new StreamAddress<>("blueprint.answer-stream.v1", PromptsAsked.class, PromptEvent.class, PromptEnded.class);

    private BlueprintAddresses() {}
}
