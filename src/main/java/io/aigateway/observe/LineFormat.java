package io.aigateway.observe;

import java.io.PrintWriter;
import java.io.StringWriter;

/** How lines look. It is used by one thread at a time. */
interface LineFormat {
    /** Appends a line, with its end. */
    void put(Line line);

    /** The beginning of a stack trace, which has all causes, at most so many characters and perhaps one more. */
    static String stackTrace(Throwable thrown, int limit) {
        var trace = new StringWriter() {
            @Override
            public void write(String text, int start, int count) {
                super.write(
                        text,
                        start,
                        Math.max(0, Math.min(count, limit + 1 - getBuffer().length())));
            }
        };
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
