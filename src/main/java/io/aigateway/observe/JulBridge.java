package io.aigateway.observe;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Brings the log lines of a library that writes with {@code java.util.logging} to where all others go. */
final class JulBridge extends Handler {
    /** Held, because the JDK keeps its loggers by weak references only. */
    private static final Set<Logger> HELD = ConcurrentHashMap.newKeySet();

    private final SimpleFormatter texts = new SimpleFormatter();

    private JulBridge() {}

    static void install(String library) {
        Logger logger = Logger.getLogger(library);
        if (HELD.add(logger)) {
            logger.setUseParentHandlers(false);
            logger.addHandler(new JulBridge());
        }
    }

    @Override
    public void publish(LogRecord line) {
        LoggingEventBuilder event =
                LoggerFactory.getLogger(line.getLoggerName()).atLevel(level(line.getLevel()));
        event.setCause(line.getThrown()).log(texts.formatMessage(line));
    }

    private static org.slf4j.event.Level level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return org.slf4j.event.Level.ERROR;
        } else if (level.intValue() >= Level.WARNING.intValue()) {
            return org.slf4j.event.Level.WARN;
        }
        return level.intValue() >= Level.INFO.intValue() ? org.slf4j.event.Level.INFO : org.slf4j.event.Level.DEBUG;
    }

    @Override
    public void flush() {
        // Nothing is kept.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
