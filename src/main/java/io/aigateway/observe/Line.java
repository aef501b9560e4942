package io.aigateway.observe;

import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.jspecify.annotations.Nullable;

/**
 * What is written of an event, until it is written.
 *
 * @param logger  null for a logger without name
 * @param millis  when it happened, since 1970
 * @param context members of the request that was worked on; null when there was none
 */
record Line(
        Level level,
        @Nullable String logger,
        long millis,
        LogLine message,
        @Nullable Throwable thrown,
        @Nullable Map<String, String> context) {

    /** Of an event that Log4j will use for another line soon. */
    static Line of(LogEvent event, @Nullable Map<String, String> context) {
        LogLine message = event.getMessage() instanceof LogLine line
                ? line
                : LogLine.of(event.getMessage().getFormattedMessage(), Map.of());
        return new Line(
                event.getLevel(), event.getLoggerName(), event.getTimeMillis(), message, event.getThrown(), context);
    }

    @Override
    public String toString() {
        return level + " of " + logger;
    }
}
