package io.aigateway.settings;

import java.util.List;

/**
 * What is logged, how and where.
 *
 * @param level          lowest level written: trace, debug, info, warning, error, critical
 * @param json           one JSON object a line, or text for people
 * @param toFile         file to append to; empty for standard error
 * @param requestLogging whether prompts and answers may be logged
 */
public record LoggingSettings(String level, boolean json, String toFile, boolean requestLogging) {
    static final Setting<String> LEVEL = Kinds.oneOf(
            "AIGW_LOGGING__LEVEL",
            "info",
            "Lowest level that is written; upper or lower case.",
            "trace",
            "debug",
            "info",
            "warning",
            "warn",
            "error",
            "critical");
    static final Setting<Boolean> JSON =
            Kinds.flag("AIGW_LOGGING__FORMAT_JSON", true, "One JSON object a line; otherwise text for people.");
    static final Setting<String> TO_FILE =
            Kinds.text("AIGW_LOGGING__TO_FILE", "", "File to append to, instead of standard error.");
    static final Setting<Boolean> REQUEST_LOGGING = Kinds.flag(
            "AIGW_LOGGING__ENABLE_REQUEST_LOGGING",
            false,
            "Permit prompts and answers in the log, and details in the answer to a malformed request.");

    static final List<Setting<?>> ALL = List.of(LEVEL, JSON, TO_FILE, REQUEST_LOGGING);

    static LoggingSettings from(Environment environment) {
        return new LoggingSettings(
                environment.read(LEVEL),
                environment.read(JSON),
                environment.read(TO_FILE),
                environment.read(REQUEST_LOGGING));
    }
}
