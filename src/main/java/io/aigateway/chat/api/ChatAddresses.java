package io.aigateway.chat.api;

import io.aigateway.bus.Address;
import io.aigateway.bus.StreamAddress;

/** Where chat is asked for. */
public final class ChatAddresses {
    /** The answer to a conversation. */
    public static final Address<ChatAsked, ChatAnswered> ANSWER =
            new Address<>("chat.answer.v1", ChatAsked.class, ChatAnswered.class);

    /** The same, as it is made. */
    public static final StreamAddress<ChatAsked, ChatPiece, ChatAnswered> ANSWER_STREAM =
            new StreamAddress<>("chat.answer-stream.v1", ChatAsked.class, ChatPiece.class, ChatAnswered.class);

    /** One step of the agent. */
    public static final StreamAddress<AgentAsked, AgentEvent, AgentEnded> STEP =
            new StreamAddress<>("chat.step.v1", AgentAsked.class, AgentEvent.class, AgentEnded.class);

    private ChatAddresses() {}
}
