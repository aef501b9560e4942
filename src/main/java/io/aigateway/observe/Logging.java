package io.aigateway.observe;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AsyncAppender;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.appender.OutputStreamAppender;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;

/**
 * Sets up the log: one line for each event, written by a thread of its own, so that a slow disk or terminal never stops an event
 * loop. When that thread falls behind by {@value #QUEUE} lines, further ones are dropped. Source: contract section 10.1.
 */
public final class Logging {
    /** Names of levels, most lines first. */
    public static final List<String> LEVELS = List.of("trace", "debug", "info", "warning", "warn", "error", "critical");

    private static final int QUEUE = 8192;
    private static final String DESTINATION = "destination";
    private static final String TEXT = "%d{ISO8601} %-5level [%X{correlation_id}] %c{1} - %msg%n%throwable";

    private Logging() {}

    /**
     * Applies settings; may be called again to change them.
     *
     * @param level  lowest level written, by the original's or Log4j's name, e.g. {@code warning}
     * @param json   one JSON object a line, or text for people
     * @param toFile file to append to; empty for standard error
     */
    public static void configure(String level, boolean json, String toFile) {
        Configuration configuration = loggers(level);
        configuration.initialize();
        var lines = new LineQueue<LogEvent>(QUEUE);
        Appender destination = destination(configuration, json, toFile, lines);
        Appender queue = queue(configuration, destination.getName(), lines);
        configuration.addAppender(destination);
        configuration.addAppender(queue);
        configuration.getRootLogger().addAppender(queue, null, null);
        Configurator.reconfigure(configuration);
    }

    private static Appender queue(Configuration configuration, String destination, LineQueue<LogEvent> lines) {
        AsyncAppender.Builder<?> builder = AsyncAppender.newBuilder();
        builder.setName("queue");
        builder.setConfiguration(configuration);
        builder.setAppenderRefs(new AppenderRef[] {AppenderRef.createAppenderRef(destination, null, null)});
        builder.setBlockingQueueFactory(capacity -> lines);
        builder.setBufferSize(QUEUE);
        builder.setBlocking(false);
        return builder.build();
    }

    private static Configuration loggers(String level) {
        ConfigurationBuilder<BuiltConfiguration> builder = ConfigurationBuilderFactory.newConfigurationBuilder();
        builder.setStatusLevel(Level.WARN);
        // Hazelcast tells much about itself, in many lines, and warns of a part of it that is not used.
        boolean curious = levelOf(level).isLessSpecificThan(Level.DEBUG);
        builder.add(builder.newLogger("com.hazelcast", curious ? Level.INFO : Level.WARN));
        builder.add(builder.newLogger("com.hazelcast.cp", Level.ERROR));
        builder.add(builder.newRootLogger(levelOf(level)));
        return builder.build();
    }

    /** Changes what is written, at once and for all loggers. */
    public static void setLevel(String level) {
        Configurator.setRootLevel(levelOf(level));
    }

    /** The same for the loggers whose names begin with {@code logger}; for all when it is empty. */
    public static void setLevel(String logger, String level) {
        if (logger.isEmpty()) {
            setLevel(level);
        } else {
            Configurator.setLevel(logger, levelOf(level));
        }
    }

    /** Whether a text names a level. */
    public static boolean isLevel(String name) {
        return LEVELS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Level by the beginning of loggers' names; that of all others is {@code root}. */
    public static Map<String, String> levels() {
        var levels = new TreeMap<String, String>();
        LoggerContext.getContext(false)
                .getConfiguration()
                .getLoggers()
                .forEach((name, config) ->
                        levels.put(name, config.getLevel().name().toLowerCase(Locale.ROOT)));
        levels.remove("");
        levels.put("root", level());
        return levels;
    }

    /** The lowest level that is written, in lower case. */
    public static String level() {
        return LogManager.getRootLogger().getLevel().name().toLowerCase(Locale.ROOT);
    }

    /** Writes what there is with as few system calls as there can be: a line at a time when few come, many at once when many do. */
    private static Appender destination(
            Configuration configuration, boolean json, String toFile, LineQueue<LogEvent> lines) {
        Layout<String> layout = layout(configuration, json);
        if (!toFile.isEmpty()) {
            return FileAppender.newBuilder()
                    .setName(DESTINATION)
                    .setConfiguration(configuration)
                    .setFileName(toFile)
                    .setImmediateFlush(false)
                    .setLayout(layout)
                    .build();
        }
        return OutputStreamAppender.newBuilder()
                .setName(DESTINATION)
                .setConfiguration(configuration)
                .setTarget(new BatchedOutput(new FileOutputStream(FileDescriptor.err), lines::isEmpty))
                .setLayout(layout)
                .build();
    }

    private static Layout<String> layout(Configuration configuration, boolean json) {
        return json
                ? JsonTemplateLayout.newBuilder()
                        .setConfiguration(configuration)
                        .setEventTemplateUri("classpath:log-event.json")
                        .build()
                : PatternLayout.newBuilder()
                        .setConfiguration(configuration)
                        .setPattern(TEXT)
                        .setCharset(StandardCharsets.UTF_8)
                        .build();
    }

    private static Level levelOf(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "critical" -> Level.FATAL;
            case "warning" -> Level.WARN;
            default -> Level.toLevel(name, Level.INFO);
        };
    }
}
