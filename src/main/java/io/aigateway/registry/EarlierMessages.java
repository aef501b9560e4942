package io.aigateway.registry;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ChatMessage.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages that an input holds: those of a feature as they are; those of a caller as objects of {@code role} and {@code content},
 * of user and assistant only, so that nobody gets to speak as the system.
 */
final class EarlierMessages {
    private EarlierMessages() {}

    static List<ChatMessage> read(String name, @Nullable Object value) {
        if (value == null) {
            return List.of();
        } else if (!(value instanceof List<?> items)) {
            throw wrong(name);
        } else {
            var messages = new ArrayList<ChatMessage>(items.size());
            items.forEach(item -> messages.add(message(name, item)));
            return messages;
        }
    }

    private static ChatMessage message(String name, @Nullable Object item) {
        if (item instanceof ChatMessage message) {
            return message;
        } else if (item instanceof Map<?, ?> fields && fields.get("content") instanceof String content) {
            return new ChatMessage(role(name, fields.get("role")), content);
        }
        throw wrong(name);
    }

    private static Role role(String name, @Nullable Object role) {
        if ("user".equals(role) || "human".equals(role)) {
            return Role.USER;
        } else if ("assistant".equals(role) || "ai".equals(role)) {
            return Role.ASSISTANT;
        }
        throw wrong(name);
    }

    private static FailureException wrong(String name) {
        return Failure.invalid(name + " (expected: a list of objects with role, user or assistant, and content)")
                .asException();
    }
}
