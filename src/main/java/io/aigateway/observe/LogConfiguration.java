package io.aigateway.observe;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AsyncAppender;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.appender.OutputStreamAppender;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.status.StatusConfiguration;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;

/**
 * The parts of the log, put together here: from a description, Log4j would find them by name and reflection, which takes a tenth of
 * the start.
 */
final class LogConfiguration extends AbstractConfiguration {
    private static final String TEXT = "%d{ISO8601} %-5level [%X{correlation_id}] %c{1} - %msg%n%throwable";
    private static final String DESTINATION = "destination";

    private final Level level;
    private final boolean json;
    private final String toFile;
    private final LineQueue<LogEvent> lines = new LineQueue<>(Logging.QUEUE);

    /**
     * What {@link Logging#configure} explains.
     *
     * @param level lowest level written
     */
    LogConfiguration(Level level, boolean json, String toFile) {
        super(LoggerContext.getContext(false), ConfigurationSource.NULL_SOURCE);
        this.level = level;
        this.json = json;
        this.toFile = toFile;
        setName("gateway");
    }

    @Override
    protected void doConfigure() {
        new StatusConfiguration().withStatus(Level.WARN).initialize();
        addAppender(destination());
        Appender queue = queue();
        addAppender(queue);
        // Hazelcast tells much about itself, in many lines, and warns of a part of it that is not used.
        boolean curious = level.isLessSpecificThan(Level.DEBUG);
        addLogger("com.hazelcast", curious ? Level.INFO : Level.WARN);
        addLogger("com.hazelcast.cp", Level.ERROR);
        getRootLogger().setLevel(level);
        getRootLogger().addAppender(queue, null, null);
    }

    private void addLogger(String name, Level lowest) {
        addLogger(name, new LoggerConfig(name, lowest, true));
    }

    private Appender queue() {
        AsyncAppender.Builder<?> builder = AsyncAppender.newBuilder();
        builder.setName("queue");
        builder.setConfiguration(this);
        builder.setAppenderRefs(new AppenderRef[] {AppenderRef.createAppenderRef(DESTINATION, null, null)});
        builder.setBlockingQueueFactory(capacity -> lines);
        builder.setBufferSize(Logging.QUEUE);
        builder.setBlocking(false);
        return builder.build();
    }

    /** Writes what there is with as few system calls as there can be: a line at a time when few come, many at once when many do. */
    private Appender destination() {
        return toFile.isEmpty()
                ? OutputStreamAppender.newBuilder()
                        .setName(DESTINATION)
                        .setTarget(new BatchedOutput(new FileOutputStream(FileDescriptor.err), lines::isEmpty))
                        .setLayout(layout())
                        .setConfiguration(this)
                        .build()
                : FileAppender.newBuilder()
                        .setName(DESTINATION)
                        .setFileName(toFile)
                        .setImmediateFlush(false)
                        .setLayout(layout())
                        .setConfiguration(this)
                        .build();
    }

    private Layout<String> layout() {
        return json
                ? JsonTemplateLayout.newBuilder()
                        .setConfiguration(this)
                        .setEventTemplateUri("classpath:log-event.json")
                        .build()
                : PatternLayout.newBuilder()
                        .setConfiguration(this)
                        .setPattern(TEXT)
                        .setCharset(StandardCharsets.UTF_8)
                        .build();
    }
}
