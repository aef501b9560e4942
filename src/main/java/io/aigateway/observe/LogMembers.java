package io.aigateway.observe;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes the members of a log line, each as it is written. */
public interface LogMembers {
    /** A text, or null. */
    LogMembers text(String name, @Nullable String value);

    /** A whole number. */
    LogMembers number(String name, long value);

    /** A number. */
    LogMembers fraction(String name, double value);

    /** Seconds with six decimals. */
    LogMembers seconds(String name, long nanos);

    /** A point in time in UTC, with as many decimals as it has. */
    LogMembers time(String name, Instant value);

    /** Any value: null, a number, a boolean, a collection, an array or a map of values, or what is written as text. */
    LogMembers value(String name, @Nullable Object value);
}
