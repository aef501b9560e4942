package io.aigateway.observe;

import java.util.Map;
import org.apache.logging.log4j.message.MapMessage;

/** A log line with members of its own: its text for people, its members, with their types, for machines. */
public final class LogLine extends MapMessage<LogLine, Object> {
    private final transient String text;

    /**
     * A line.
     *
     * @param text    what people read
     * @param members texts, numbers, booleans and lists of them
     */
    public LogLine(String text, Map<String, Object> members) {
        super(members);
        this.text = text;
    }

    /**
     * A line whose members are added with {@link #with}.
     *
     * @param members how many, about
     */
    public LogLine(String text, int members) {
        super(members);
        this.text = text;
    }

    @Override
    public String getFormattedMessage() {
        return text;
    }

    @Override
    public String getFormattedMessage(String[] formats) {
        return text;
    }

    @Override
    public void formatTo(StringBuilder buffer) {
        buffer.append(text);
    }

    @Override
    public void formatTo(String[] formats, StringBuilder buffer) {
        buffer.append(text);
    }
}
