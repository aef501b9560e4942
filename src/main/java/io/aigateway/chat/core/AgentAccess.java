package io.aigateway.chat.core;

import io.aigateway.chat.api.AgentAsked;
import io.aigateway.chat.api.AgentMessage;
import io.aigateway.kernel.Caller;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import java.util.List;

/** Who may talk to the agent, and about what. Source: contract section 2.2, permission. */
public final class AgentAccess {
    private static final String PLAIN_CHAT = "duo_chat";
    private static final String CALLED_BY_NAME = "@GitLabDuo";

    private final boolean plainChatScope;

    /**
     * The rules of an installation.
     *
     * @param plainChatScope whether {@code duo_chat} alone is enough
     */
    public AgentAccess(boolean plainChatScope) {
        this.plainChatScope = plainChatScope;
    }

    /**
     * Checks a caller.
     *
     * @param unitPrimitive what the agent's prompt asks for
     * @throws io.aigateway.kernel.FailureException with {@link Kind#FORBIDDEN}
     */
    public void check(Caller caller, String unitPrimitive, AgentAsked asked) {
        if (!caller.may(unitPrimitive)) {
            if (!caller.may(PLAIN_CHAT)) {
                throw forbidden("Unauthorized to access duo chat");
            } else if (!plainChatScope && !isCalledByName(asked.messages())) {
                throw forbidden("Duo Core no longer authorized to access Duo Classic Chat");
            }
        }
        for (AgentMessage message : asked.messages()) {
            message.attachments().forEach(attachment -> checkCategory(caller, attachment.category()));
        }
    }

    private static void checkCategory(Caller caller, String category) {
        String needed = "include_" + category + "_context";
        if (!caller.may(needed)) {
            throw forbidden("Unauthorized to access " + needed);
        }
    }

    private static boolean isCalledByName(List<AgentMessage> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            String content = messages.get(i).content();
            if (messages.get(i).role().equals("user") && content != null && !content.isEmpty()) {
                return content.contains(CALLED_BY_NAME);
            }
        }
        return false;
    }

    private static RuntimeException forbidden(String detail) {
        return Failure.of(Kind.FORBIDDEN, detail).asException();
    }
}
