package io.aigateway.observe;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line, with the members of the contract, those of the request and those of the line itself. Source: contract section
 * 10.1.
 */
final class JsonLines implements LineFormat {
    private static final byte[] LOGGER = ascii("{\"logger\":");
    private static final byte[] TIMESTAMP = ascii(",\"timestamp\":\"");
    private static final byte[] TYPE = ascii("Z\",\"type\":\"mlops\",\"stage\":\"main\"");
    private static final byte[] MESSAGE = ascii(",\"message\":");
    private static final byte[] END = ascii("}\n");
    private static final int MILLIS = 1000;

    private final Map<Level, String> levels = new HashMap<>();
    private final UtcSecond second = new UtcSecond();
    private final StringBuilder text = new StringBuilder();
    private final Utf8Buffer to;
    private final JsonMembers members;

    /** Lines that are appended to one buffer. */
    JsonLines(Utf8Buffer to) {
        this.to = to;
        this.members = new JsonMembers(to);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void put(Line line) {
        to.put(LOGGER);
        members.string(line.logger());
        members.text("level", levels.computeIfAbsent(line.level(), JsonLines::name));
        to.put(TIMESTAMP);
        second.put(to, Math.floorDiv(line.millis(), MILLIS));
        to.put('.');
        to.put(Math.floorMod(line.millis(), MILLIS), 3);
        to.put(TYPE);
        Map<String, String> context = line.context();
        if (context != null) {
            context.forEach(members::text);
        }
        line.message().tell(members);
        putMessage(line.message());
        putException(line.thrown());
        to.put(END);
    }

    private static String name(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private void putMessage(LogLine message) {
        to.put(MESSAGE);
        if (message instanceof LogLine.Told told) {
            members.string(told.text());
        } else {
            text.setLength(0);
            message.formatTo(text);
            members.string(text);
        }
    }

    private void putException(@Nullable Throwable thrown) {
        if (thrown != null) {
            members.text("exception_class", thrown.getClass().getCanonicalName());
            members.text("exception_message", thrown.getMessage());
            members.text("exception_backtrace", LineFormat.stackTrace(thrown, JsonMembers.MAX_TEXT));
        }
    }
}
