package io.aigateway.observe;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.status.StatusConfiguration;

/**
 * The parts of the log, put together here: from a description, Log4j would find them by name and reflection, which takes a tenth of
 * the start.
 */
final class LogConfiguration extends AbstractConfiguration {
    private final Level level;
    private final LogWriter writer;

    /**
     * What {@link Logging#configure} explains.
     *
     * @param level lowest level written
     */
    LogConfiguration(Level level, boolean json, String toFile) {
        // Asked for its context here, Log4j would look for a description of its own first.
        super(null, ConfigurationSource.NULL_SOURCE);
        this.level = level;
        this.writer = new LogWriter(Logging.QUEUE, json ? JsonLines::new : TextLines::new, target(toFile));
        setName("gateway");
    }

    @Override
    protected void doConfigure() {
        new StatusConfiguration().withStatus(Level.WARN).initialize();
        addAppender(writer);
        // Hazelcast tells much about itself, in many lines, and warns of a part of it that is not used.
        boolean curious = level.isLessSpecificThan(Level.DEBUG);
        addLogger("com.hazelcast", curious ? Level.INFO : Level.WARN);
        addLogger("com.hazelcast.cp", Level.ERROR);
        getRootLogger().setLevel(level);
        getRootLogger().addAppender(writer, null, null);
    }

    private void addLogger(String name, Level lowest) {
        addLogger(name, new LoggerConfig(name, lowest, true));
    }

    private static OutputStream target(String toFile) {
        if (toFile.isEmpty()) {
            return new StandardError();
        }
        try {
            Path folder = Path.of(toFile).toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            return new FileOutputStream(toFile, true);
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("The log cannot be written to " + toFile + ": " + e, e);
        }
    }

    /** Stays open for who comes after: closed, it would lead to nowhere. */
    private static final class StandardError extends FileOutputStream {
        StandardError() {
            super(FileDescriptor.err);
        }

        @Override
        public void close() {
            // What was written is written.
        }
    }
}
