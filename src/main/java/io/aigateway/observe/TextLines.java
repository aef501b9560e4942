package io.aigateway.observe;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Lines for people: time, level, id of the request, the end of the logger's name, the text, and the stack trace below it. */
final class TextLines implements LineFormat {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss,SSS", Locale.ROOT)
            .withZone(ZoneId.systemDefault());
    private static final int LEVEL_WIDTH = 5;

    private final Utf8Buffer to;

    /** Lines that are appended to one buffer. */
    TextLines(Utf8Buffer to) {
        this.to = to;
    }

    @Override
    public void put(Line line) {
        String level = line.level().name();
        String id = line.context() == null ? null : line.context().get("correlation_id");
        String logger = line.logger() == null ? "" : line.logger();
        to.put(TIME.format(Instant.ofEpochMilli(line.millis())));
        to.put(' ');
        to.put(level);
        to.put(" ".repeat(Math.max(0, LEVEL_WIDTH - level.length())));
        to.put(" [");
        to.put(id == null ? "" : id);
        to.put("] ");
        to.put(logger.substring(logger.lastIndexOf('.') + 1));
        to.put(" - ");
        to.put(String.valueOf(line.message().getFormattedMessage()));
        to.put('\n');
        if (line.thrown() != null) {
            to.put(LineFormat.stackTrace(line.thrown(), Integer.MAX_VALUE - 1));
        }
    }
}
