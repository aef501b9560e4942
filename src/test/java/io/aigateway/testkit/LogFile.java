package io.aigateway.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.observe.Logging;
import io.aigateway.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.DefaultConfiguration;

/** The log of the whole JVM, in a file, as JSON. A test that uses it is isolated. */
public final class LogFile implements AutoCloseable {
    private final Path file;

    private LogFile(Path file) {
        this.file = file;
    }

    /** From now on everything is written to a file in {@code folder}. */
    public static LogFile in(Path folder) {
        var log = new LogFile(folder.resolve("gateway.log"));
        Logging.configure("info", true, log.file.toString());
        return log;
    }

    public String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines of a logger; waits until there are so many. */
    public List<JsonNode> lines(String logger, int count) {
        OnLoop.until(count + " lines of " + logger, () -> lines(logger).size() >= count);
        return lines(logger);
    }

    /** Lines of a logger that are written now. */
    public List<JsonNode> lines(String logger) {
        return whole(text())
                .lines()
                .map(LogFile::parse)
                .filter(line -> logger.equals(line.path("logger").textValue()))
                .toList();
    }

    /** All but a line that is being written. */
    public static String whole(String text) {
        return text.substring(0, text.lastIndexOf('\n') + 1);
    }

    private static JsonNode parse(String line) {
        try {
            return Json.read(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }

    @Override
    public void close() {
        Configurator.reconfigure(new DefaultConfiguration());
    }
}
