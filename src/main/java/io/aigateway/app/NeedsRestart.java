package io.aigateway.app;

import io.aigateway.settings.GatewaySettings;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Which settings have changed and come into force with the next start only. */
final class NeedsRestart {
    /** Those that a reload puts in force. */
    private static final Set<String> RELOADED =
            Set.of("logging", "models", "prompts", "search", "features", "redaction");

    private NeedsRestart() {}

    /** Names of the groups of settings that differ, such as {@code server}. */
    static List<String> between(GatewaySettings running, GatewaySettings read) {
        return Stream.of(GatewaySettings.class.getRecordComponents())
                .filter(group -> !RELOADED.contains(group.getName()))
                .filter(group -> !Objects.equals(value(group, running), value(group, read)))
                .map(RecordComponent::getName)
                .toList();
    }

    private static Object value(RecordComponent group, GatewaySettings settings) {
        try {
            return group.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("records have accessors", e);
        }
    }
}
