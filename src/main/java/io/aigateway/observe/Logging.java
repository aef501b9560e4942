package io.aigateway.observe;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.AppenderComponentBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.api.LayoutComponentBuilder;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/**
 * Sets up the log: one line for each event, written by a thread of its own, so that a slow disk or terminal never stops an event
 * loop. When that thread falls behind by {@value #QUEUE} lines, further ones are dropped. Source: contract section 10.1.
 */
public final class Logging {
    /** Names of levels, most lines first. */
    public static final List<String> LEVELS = List.of("trace", "debug", "info", "warning", "warn", "error", "critical");

    private static final int QUEUE = 8192;
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
        ConfigurationBuilder<BuiltConfiguration> builder = ConfigurationBuilderFactory.newConfigurationBuilder();
        builder.setStatusLevel(Level.WARN);
        builder.add(destination(builder, json, toFile));
        builder.add(builder.newAppender("queue", "Async")
                .addAttribute("bufferSize", QUEUE)
                .addAttribute("blocking", false)
                .addComponent(builder.newAppenderRef("destination")));
        // Hazelcast tells much about itself, in many lines, and warns of a part of it that is not used.
        boolean curious = levelOf(level).isLessSpecificThan(Level.DEBUG);
        builder.add(builder.newLogger("com.hazelcast", curious ? Level.INFO : Level.WARN));
        builder.add(builder.newLogger("com.hazelcast.cp", Level.ERROR));
        builder.add(builder.newRootLogger(levelOf(level)).add(builder.newAppenderRef("queue")));
        Configurator.reconfigure(builder.build());
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

    private static AppenderComponentBuilder destination(
            ConfigurationBuilder<BuiltConfiguration> builder, boolean json, String toFile) {
        LayoutComponentBuilder layout = json
                ? builder.newLayout("JsonTemplateLayout").addAttribute("eventTemplateUri", "classpath:log-event.json")
                : builder.newLayout("PatternLayout").addAttribute("pattern", TEXT);
        AppenderComponentBuilder appender = toFile.isEmpty()
                ? builder.newAppender("destination", "Console").addAttribute("target", "SYSTEM_ERR")
                : builder.newAppender("destination", "File").addAttribute("fileName", toFile);
        return appender.add(layout);
    }

    private static Level levelOf(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "critical" -> Level.FATAL;
            case "warning" -> Level.WARN;
            default -> Level.toLevel(name, Level.INFO);
        };
    }
}
