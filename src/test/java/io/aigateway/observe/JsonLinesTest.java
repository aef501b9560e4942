package io.aigateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ObjectMessage;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines are, byte for byte, those that Log4j's layout writes by the template that the gateway had. */
class JsonLinesTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.042Z");
    private static final String SMILE = "\uD83D\uDE00";

    private final Utf8Buffer buffer = new Utf8Buffer();
    private final JsonLines lines = new JsonLines(buffer);

    private String written(Line line) {
        lines.put(line);
        var bytes = new ByteArrayOutputStream();
        try {
            buffer.writeTo(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String expected(LogEvent event) {
        return new String(TemplateLines.write(event), StandardCharsets.UTF_8);
    }

    private void assertSame(Line line) {
        assertThat(written(line)).isEqualTo(expected(TemplateLines.event(line)));
    }

    private static Line line(LogLine message) {
        return new Line(Level.INFO, "api.access", NOON.toEpochMilli(), message, null, null);
    }

    private static Line text(String text) {
        return line(LogLine.of(text, Map.of()));
    }

    private static Line thrown(Throwable thrown) {
        return new Line(Level.ERROR, "a.B", NOON.toEpochMilli(), LogLine.of("failed", Map.of()), thrown, null);
    }

    static Stream<String> texts() {
        var every = new StringBuilder();
        for (char c = 0; c < 0x3000; c++) {
            every.append(c);
        }
        return Stream.of(
                "",
                "plain",
                "\"quoted\" \\ / back\\\\",
                every.toString(),
                "a\u2028b\u2029c\uFFFF\uFEFF\u007F\u0080",
                "äöüß€漢字" + SMILE,
                "\uD83D",
                "\uDE00",
                "\uDE00\uD83D",
                "a\uD83Db\uD83D" + SMILE + "\uDE00c",
                "x".repeat(16 * 1024),
                "x".repeat(16 * 1024 + 1),
                "\n".repeat(200_000),
                "€".repeat(20_000),
                SMILE.repeat(20_000),
                "x" + SMILE.repeat(20_000));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textsAreEscapedAndCutAsMessageAsMemberAsNameAndInTheContext(String text) {
        assertSame(text(text));
        assertSame(line(LogLine.of("message", Map.of("member", text))));
        assertSame(line(LogLine.of("message", Map.of(text, 1))));
        assertSame(line(LogLine.of("message", Map.of("list", List.of(text, text)))));
        assertSame(new Line(Level.INFO, text, 1, LogLine.of(text, Map.of()), null, Map.of("correlation_id", text)));
    }

    @Test
    void textsOfAllCharactersAreTheSame() {
        var random = new Random(42);
        for (int i = 0; i < 500; i++) {
            var text = new StringBuilder();
            int bits = 7 + random.nextInt(10);
            for (int length = random.nextInt(5000); length > 0; length--) {
                text.append((char) random.nextInt(1 << bits));
            }
            assertSame(text(text.toString()));
        }
    }

    static Stream<Object> values() {
        return Stream.of(
                true,
                false,
                0,
                -1,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                (short) -7,
                (byte) 7,
                1.0,
                -1.0,
                0.0,
                123456.0,
                1e7,
                1e18,
                2e-5,
                -0.0,
                0.1 + 0.2,
                1e-9,
                1e300,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                1.5f,
                3.4e38f,
                Float.POSITIVE_INFINITY,
                new BigDecimal("1.500000"),
                new BigDecimal("1E+400"),
                new BigDecimal("0.000000"),
                new BigInteger("123456789012345678901234567890"),
                new AtomicInteger(5),
                'c',
                Level.WARN,
                NOON,
                new SimpleMessage("formattable"),
                new ParameterizedMessage("{}", "formatted \"here\""),
                List.of(),
                List.of(1, "two", List.of(3.0, Map.of("four", false))),
                Arrays.asList(null, null),
                Collections.singleton("set"),
                Map.of(),
                new TreeMap<>(Map.of("a", 1, "b", Map.of("c", List.of("d")))),
                new int[] {1, 2},
                new long[] {},
                new double[] {1.5, Double.NaN},
                new float[] {2.5f},
                new boolean[] {true, false},
                new byte[] {1, -1},
                new short[] {3},
                new char[] {'a', '"', '\n'},
                new Object[] {"a", null, new String[] {"b"}});
    }

    @ParameterizedTest
    @MethodSource("values")
    void valuesAreTheSame(Object value) {
        assertSame(line(LogLine.of("message", Map.of("value", value))));
    }

    @Test
    void nullIsNull() {
        assertSame(line(LogLine.of("message", Collections.singletonMap("value", null))));
        assertSame(line(LogLine.of("message", Map.of("map", Collections.singletonMap("value", null)))));
        assertThat(written(text(null))).contains("\"message\":null");
    }

    @Test
    void membersOfTheRequestComeBeforeThoseOfTheLine() {
        var context = new TreeMap<>(Map.of("correlation_id", "42", "gitlab_realm", "saas", "a", "\"b\""));
        var members = new TreeMap<String, Object>(Map.of("status_code", 200, "url", "http://localhost/", "a", 1.5));
        assertSame(new Line(Level.WARN, "a.b", 1, LogLine.of("text", members), null, context));
        assertSame(new Line(Level.WARN, "a.b", 1, LogLine.of("text", Map.of()), null, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OFF", "FATAL", "ERROR", "WARN", "INFO", "DEBUG", "TRACE"})
    void levelsAreInLowerCase(String level) {
        assertSame(new Line(Level.valueOf(level), "a", 5, LogLine.of("text", Map.of()), null, null));
    }

    @Test
    void loggersMayHaveNoName() {
        assertSame(new Line(Level.INFO, "", 5, LogLine.of("text", Map.of()), null, null));
        assertSame(new Line(Level.INFO, null, 5, LogLine.of("text", Map.of()), null, null));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {2, 998, 999, 1000, 1_767_225_599_999L, 1_767_225_600_000L, 1_709_164_800_000L, 253_402_300_799_999L
            })
    void timesAreInUtcToTheMillisecond(long millis) {
        for (long later : List.of(0L, 1L, 999L, -1L, 0L)) {
            assertSame(new Line(Level.INFO, "a", millis + later, LogLine.of("text", Map.of()), null, null));
        }
    }

    static Stream<Throwable> exceptions() {
        var cause = new IllegalStateException("cause \"quoted\"\n" + SMILE, new IOException());
        var suppressing = new IllegalArgumentException("with others", cause);
        suppressing.addSuppressed(new IOException("suppressed", new RuntimeException("its cause")));
        suppressing.addSuppressed(new AssertionError("another"));
        var circle = new IllegalStateException("circle");
        circle.addSuppressed(new IllegalStateException(circle));
        return Stream.of(
                new RuntimeException(),
                new RuntimeException("reason", cause),
                suppressing,
                circle,
                new Error("\uD83D"),
                new RuntimeException("x".repeat(20_000), cause),
                new RuntimeException("x".repeat(16 * 1024 - "java.lang.RuntimeException: ".length() - 1)),
                new RuntimeException(SMILE.repeat(20_000), cause),
                deep(3000),
                new RuntimeException("anonymous") {});
    }

    private static Throwable deep(int depth) {
        return depth == 0 ? new RuntimeException("deep") : deep(depth - 1);
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void exceptionsAreTheSame(Throwable thrown) {
        assertSame(thrown(thrown));
    }

    static Stream<Message> messages() {
        return Stream.of(
                new SimpleMessage("simple"),
                new SimpleMessage(""),
                new ParameterizedMessage("{} and {}", "one", 2),
                new ParameterizedMessage("no place", new IllegalStateException("beside")),
                new ParameterizedMessage("{} {}", new Object[] {null, new int[] {1, 2}}),
                new ObjectMessage(List.of(1, 2)),
                new ObjectMessage(null));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void messagesOfLibrariesAreTheSame(Message message) {
        LogEvent event = Log4jLogEvent.newBuilder()
                .setLoggerName("io.netty.Some")
                .setLevel(Level.DEBUG)
                .setTimeMillis(NOON.toEpochMilli())
                .setMessage(message)
                .setThrown(message.getThrowable())
                .build();
        assertThat(written(Line.of(event, null))).isEqualTo(expected(event));
    }

    @Test
    void whatIsToldTypedIsWrittenAsTheValueThatItStandsFor() {
        List<Instant> times = List.of(
                NOON,
                Instant.EPOCH,
                Instant.ofEpochSecond(1_767_225_600L, 1),
                Instant.ofEpochSecond(1_767_225_600L, 120_000),
                Instant.ofEpochSecond(1_767_225_600L, 100_000_000));
        long[] nanos = {0, 499, 500, 1_234_567, 999_999_499, 1_000_000_000, 86_400_000_000_000L, -1_500_000};
        var typed = new ArrayList<String>();
        for (Instant time : times) {
            typed.add(written(line(new Typed("v", to -> to.time("v", time)))));
            assertThat(typed.get(typed.size() - 1)).contains("\"v\":\"" + time + "\"");
        }
        for (long some : nanos) {
            var seconds = BigDecimal.valueOf(Math.round(some / 1000.0), 6);
            assertThat(written(line(new Typed("v", to -> to.seconds("v", some)))))
                    .contains("\"v\":" + seconds + ",");
        }
    }

    @org.apache.logging.log4j.message.AsynchronouslyFormattable
    private record Typed(String name, java.util.function.Consumer<LogMembers> teller) implements LogLine {
        @Override
        public void formatTo(StringBuilder to) {
            to.append(name);
        }

        @Override
        public void tell(LogMembers to) {
            teller.accept(to);
        }
    }
}
