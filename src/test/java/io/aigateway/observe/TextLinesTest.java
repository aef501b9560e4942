package io.aigateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines are those that Log4j writes by this pattern. */
class TextLinesTest {
    private static final PatternLayout LAYOUT = PatternLayout.newBuilder()
            .setConfiguration(new DefaultConfiguration())
            .setPattern("%d{ISO8601} %-5level [%X{correlation_id}] %c{1} - %msg%n%throwable")
            .setCharset(StandardCharsets.UTF_8)
            .build();

    static Stream<Line> lines() {
        var cause = new IllegalStateException("cause", new IOException("first"));
        cause.addSuppressed(new RuntimeException("suppressed"));
        return Stream.of(
                line(Level.INFO, "api.access", "text", null),
                line(Level.WARN, "alone", "two\nlines \"quoted\" ä\uD83D\uDE00 \uD83D", null),
                line(Level.ERROR, "", "", null),
                line(Level.DEBUG, "a.b.C", "failed", new RuntimeException("reason", cause)),
                new Line(Level.FATAL, "a", 1, LogLine.of("x".repeat(100_000), Map.of("left", "out")), null, null),
                new Line(Level.TRACE, "a", 1, LogLine.of("text", Map.of()), null, Map.of("gitlab_realm", "saas")));
    }

    private static Line line(Level level, String logger, String text, @Nullable Throwable thrown) {
        return new Line(
                level,
                logger,
                1_767_225_599_042L,
                LogLine.of(text, Map.of()),
                thrown,
                Map.of("correlation_id", "request-42", "gitlab_realm", "saas"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void linesAreTheSame(Line line) throws IOException {
        var buffer = new Utf8Buffer();
        new TextLines(buffer).put(line);
        var written = new ByteArrayOutputStream();
        buffer.writeTo(written);
        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualTo(new String(LAYOUT.toByteArray(TemplateLines.event(line)), StandardCharsets.UTF_8));
    }
}
