package io.aigateway.settings;

import java.util.List;

/** Everything that is wrong with the settings, one line each: {@code name: value (expected: …), from origin}. */
public final class SettingsException extends RuntimeException {
    private final transient List<String> problems;

    SettingsException(List<String> problems) {
        super("The settings cannot be used:\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
