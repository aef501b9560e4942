package io.aigateway.observe;

import java.util.Map;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;

/** Lines as Log4j's layout by a template writes them, as the gateway's were until it wrote them itself. */
public final class TemplateLines {
    private static final JsonTemplateLayout LAYOUT = JsonTemplateLayout.newBuilder()
            .setConfiguration(new DefaultConfiguration())
            .setEventTemplateUri("classpath:log-event.json")
            .build();

    private TemplateLines() {}

    public static JsonTemplateLayout layout() {
        return LAYOUT;
    }

    /** The bytes of a line. */
    public static byte[] write(LogEvent event) {
        // Not encode(): that loses characters beyond the basic plane where they fall on the end of its buffer.
        return LAYOUT.toByteArray(event);
    }

    /** The event of a line. */
    static LogEvent event(Line line) {
        Log4jLogEvent.Builder event = Log4jLogEvent.newBuilder()
                .setLoggerName(line.logger())
                .setLevel(line.level())
                .setTimeMillis(line.millis())
                .setMessage(new Members(line.message()))
                .setThrown(line.thrown());
        if (line.context() != null) {
            var context = new SortedArrayStringMap();
            line.context().forEach(context::putValue);
            event.setContextData(context);
        }
        return event.build();
    }

    /** A message of members with a text, sorted by Log4j. */
    public static final class Members extends MapMessage<Members, Object> {
        private final transient LogLine line;

        public Members(LogLine line) {
            super(Map.of());
            this.line = line;
            if (line instanceof LogLine.Told told) {
                told.members().forEach(this::with);
            }
        }

        @Override
        public String getFormattedMessage() {
            return line.getFormattedMessage();
        }

        @Override
        public void formatTo(StringBuilder buffer) {
            line.formatTo(buffer);
        }
    }
}
