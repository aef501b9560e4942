package io.aigateway.observe;

import java.util.Map;
import org.apache.logging.log4j.message.AsynchronouslyFormattable;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.util.StringBuilderFormattable;
import org.jspecify.annotations.Nullable;

/**
 * A log line with members of its own: its text for people, its members, with their types, for machines. Both are told by the thread that
 * writes lines, after the call that logs has long returned: an implementation is immutable, and its class has the annotation
 * {@link AsynchronouslyFormattable}, since otherwise Log4j asks for the text at once.
 */
public interface LogLine extends Message, StringBuilderFormattable {
    /** Appends what people read. */
    @Override
    void formatTo(StringBuilder to);

    /** Tells the members. */
    void tell(LogMembers to);

    /** A line of a text and of members: texts, numbers, booleans, lists and maps of them, in the order of {@code members}. */
    static LogLine of(@Nullable String text, Map<String, ?> members) {
        return new Told(text, members);
    }

    @Override
    default @Nullable String getFormattedMessage() {
        var text = new StringBuilder();
        formatTo(text);
        return text.toString();
    }

    @Override
    default Object @Nullable [] getParameters() {
        return null;
    }

    @Override
    default @Nullable Throwable getThrowable() {
        return null;
    }

    /** A line that is there already. */
    @AsynchronouslyFormattable
    record Told(@Nullable String text, Map<String, ?> members) implements LogLine {
        @Override
        public void formatTo(StringBuilder to) {
            to.append(text);
        }

        @Override
        public @Nullable String getFormattedMessage() {
            return text;
        }

        @Override
        public void tell(LogMembers to) {
            members.forEach(to::value);
        }

        @Override
        public String toString() {
            return "Told";
        }
    }
}
