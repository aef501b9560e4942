package io.aigateway.testkit;

import io.aigateway.observe.LogLine;
import io.aigateway.observe.LogMembers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a log line tells, by name; no name may come twice. */
public final class ToldMembers implements LogMembers {
    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    private ToldMembers() {}

    /** The members of a line: texts, {@link Long}s, {@link Double}s, {@link Duration}s, {@link Instant}s and whatever else. */
    public static Map<String, @Nullable Object> of(LogLine line) {
        var told = new ToldMembers();
        line.tell(told);
        return told.members;
    }

    @Override
    public LogMembers text(String name, @Nullable String value) {
        return value(name, value);
    }

    @Override
    public LogMembers number(String name, long value) {
        return value(name, value);
    }

    @Override
    public LogMembers fraction(String name, double value) {
        return value(name, value);
    }

    @Override
    public LogMembers seconds(String name, long nanos) {
        return value(name, Duration.ofNanos(nanos));
    }

    @Override
    public LogMembers time(String name, Instant value) {
        return value(name, value);
    }

    @Override
    public LogMembers value(String name, @Nullable Object value) {
        if (members.containsKey(name)) {
            throw new AssertionError(name + " is told twice");
        }
        members.put(name, value);
        return this;
    }
}
