package io.aigateway.observe;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.jctools.queues.MpscArrayQueue;

/**
 * Lines on their way from the event loops to the thread that writes them. Whoever adds one wakes nobody: to wake a thread costs an event
 * loop more than to make the line. The writer looks by itself instead, often while lines come and every {@value #MAX_PAUSE_MILLIS}
 * milliseconds when none do, so lines come in batches, at most so much later, and each batch is one system call. Adding takes no lock, so
 * the writer cannot make an event loop wait either; what finds the queue full is dropped.
 */
final class LogWriter extends AbstractAppender {
    private static final long MAX_PAUSE_MILLIS = 20;
    private static final long MIN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** To write what is left, when nobody says how long that may take. */
    private static final long STOP_MILLIS = 5000;

    private final MpscArrayQueue<Line> lines;
    private final Utf8Buffer buffer = new Utf8Buffer();
    private final LineFormat format;
    private final OutputStream target;
    private final Thread thread = new Thread(this::run, "log-writer");
    private volatile boolean stopping;

    /**
     * A writer that is started later.
     *
     * @param capacity how many lines wait at most
     * @param format   makes the format of lines that go into a buffer
     * @param target   where the bytes go; closed in the end
     */
    LogWriter(int capacity, Function<Utf8Buffer, LineFormat> format, OutputStream target) {
        super("writer", null, null, true, Property.EMPTY_ARRAY);
        this.lines = new MpscArrayQueue<>(capacity);
        this.format = format.apply(buffer);
        this.target = target;
        thread.setDaemon(true);
    }

    @Override
    public void append(LogEvent event) {
        if (!lines.offer(Line.of(event, LogContext.current()))) {
            error("a log line was dropped: " + lines.capacity() + " wait already");
        }
    }

    @Override
    public void start() {
        super.start();
        thread.start();
    }

    @Override
    public boolean stop(long timeout, TimeUnit unit) {
        setStopping();
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(timeout > 0 ? unit.toMillis(timeout) : STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        setStopped();
        return !thread.isAlive();
    }

    private void run() {
        long pause = MIN_PAUSE_NANOS;
        boolean last;
        do {
            // Before the look into the queue: what was added before the stop must be seen.
            last = stopping;
            if (writeAll()) {
                pause = MIN_PAUSE_NANOS;
            } else if (!last) {
                LockSupport.parkNanos(this, pause);
                pause = Math.min(pause * 2, TimeUnit.MILLISECONDS.toNanos(MAX_PAUSE_MILLIS));
            }
        } while (!last);
        try {
            target.close();
        } catch (IOException e) {
            error("the log cannot be closed", e);
        }
    }

    /** Whether there was anything. */
    private boolean writeAll() {
        Line line = lines.poll();
        if (line == null) {
            return false;
        }
        for (; line != null; line = lines.poll()) {
            put(line);
            if (buffer.length() > Utf8Buffer.SIZE / 2) {
                flush();
            }
        }
        flush();
        return true;
    }

    private void put(Line line) {
        int start = buffer.length();
        try {
            format.put(line);
        } catch (RuntimeException | StackOverflowError e) {
            buffer.cut(start);
            error("a log line cannot be written: " + line, e);
        }
    }

    private void flush() {
        try {
            if (buffer.length() > 0) {
                buffer.writeTo(target);
            }
        } catch (IOException e) {
            error("log lines cannot be written", e);
        }
    }
}
