package io.aigateway.observe;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * Sets up the log: one line for each event, written by a thread of its own, so that a slow disk or terminal never stops an event
 * loop. When that thread falls behind by {@value #QUEUE} lines, further ones are dropped. Source: contract section 10.1.
 */
public final class Logging {
    /** Names of levels, most lines first. */
    public static final List<String> LEVELS = List.of("trace", "debug", "info", "warning", "warn", "error", "critical");

    static final int QUEUE = 8192;

    private Logging() {}

    /**
     * Before the settings are known only errors are written. Call it before anybody wants a logger: otherwise Log4j looks for a
     * description of its own in every jar.
     */
    public static void begin() {
        Configurator.initialize(new LogConfiguration(Level.ERROR, false, ""));
    }

    /**
     * Applies settings; may be called again to change them.
     *
     * @param level  lowest level written, by the original's or Log4j's name, e.g. {@code warning}
     * @param json   one JSON object a line, or text for people
     * @param toFile file to append to; its folder is made if there is none; empty for standard error
     * @throws IllegalArgumentException when that file cannot be written
     */
    public static void configure(String level, boolean json, String toFile) {
        Configurator.reconfigure(new LogConfiguration(levelOf(level), json, toFile));
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

    private static Level levelOf(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "critical" -> Level.FATAL;
            case "warning" -> Level.WARN;
            default -> Level.toLevel(name, Level.INFO);
        };
    }
}
