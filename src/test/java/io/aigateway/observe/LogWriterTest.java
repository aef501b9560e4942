package io.aigateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.testkit.OnLoop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.ErrorHandler;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LogWriterTest {
    private static final String BROKEN = "broken";

    private final Target target = new Target();
    private final LogWriter writer = new LogWriter(64, Texts::new, target);
    private final List<String> errors = new CopyOnWriteArrayList<>();

    @BeforeEach
    void hearErrors() {
        writer.setHandler(new ErrorHandler() {
            @Override
            public void error(String text) {
                errors.add(text);
            }

            @Override
            public void error(String text, Throwable cause) {
                errors.add(text);
            }

            @Override
            public void error(String text, LogEvent event, Throwable cause) {
                errors.add(text);
            }
        });
    }

    private void append(String text) {
        append(writer, text);
    }

    private static void append(LogWriter writer, String text) {
        writer.append(Log4jLogEvent.newBuilder()
                .setLoggerName("a")
                .setLevel(Level.INFO)
                .setMessage(new SimpleMessage(text))
                .build());
    }

    private boolean stop() {
        return writer.stop(20, TimeUnit.SECONDS);
    }

    @Test
    void linesOfSeveralThreadsArriveAllAndEachThreadsInItsOrder() {
        var large = new LogWriter(16_384, Texts::new, target);
        large.start();
        List<CompletableFuture<Void>> threads = IntStream.range(0, 2)
                .mapToObj(thread -> CompletableFuture.runAsync(() ->
                        IntStream.range(0, 5000).forEach(i -> append(large, (thread + "-" + (10_000 + i))))))
                .toList();
        threads.forEach(CompletableFuture::join);
        large.stop();
        assertThat(target.lines()).hasSize(10_000);
        assertThat(target.lines().stream().filter(line -> line.startsWith("0")))
                .isSorted()
                .hasSize(5000);
        assertThat(target.lines().stream().filter(line -> line.startsWith("1")))
                .isSorted()
                .hasSize(5000);
    }

    @Test
    void linesThatWaitGoOutTogether() {
        IntStream.range(0, 10).forEach(i -> append("line"));
        writer.start();
        assertThat(stop()).isTrue();
        assertThat(target.lines()).hasSize(10);
        assertThat(target.batches).hasSize(1);
    }

    @Test
    void longLinesAreNotKeptUntilTheLast() {
        IntStream.range(0, 10).forEach(i -> append("x".repeat(20_000)));
        writer.start();
        assertThat(stop()).isTrue();
        assertThat(target.lines()).hasSize(10);
        assertThat(target.batches).hasSize(5);
    }

    @Test
    void aLineThatComesAloneIsWrittenSoon() {
        writer.start();
        append("alone");
        OnLoop.until("the line is written", () -> target.lines().equals(List.of("alone")));
        stop();
    }

    @Test
    void whatFindsTheQueueFullIsDropped() {
        IntStream.range(0, 65).forEach(i -> append("line"));
        assertThat(errors).containsExactly("a log line was dropped: 64 wait already");
        writer.start();
        stop();
        assertThat(target.lines()).hasSize(64);
    }

    @Test
    void aLineThatCannotBeWrittenIsLeftOut() {
        append("before");
        append(BROKEN);
        append("after");
        writer.start();
        stop();
        assertThat(target.lines()).containsExactly("before", "after");
        assertThat(errors).containsExactly("a log line cannot be written: INFO of a");
    }

    @Test
    void aFullDiskLosesLinesButNotTheWriter() {
        target.full = true;
        writer.start();
        append("lost");
        OnLoop.until("the writer has failed", () -> !errors.isEmpty());
        target.full = false;
        append("kept");
        assertThat(stop()).isTrue();
        assertThat(target.lines()).containsExactly("kept");
        assertThat(errors).containsExactly("log lines cannot be written");
    }

    @Test
    void theEndWritesWhatWaitsAndClosesTheTarget() {
        writer.start();
        append("last");
        assertThat(stop()).isTrue();
        assertThat(target.lines()).containsExactly("last");
        assertThat(target.closed).isTrue();
    }

    @Test
    void theEndDoesNotWaitForADiskThatHangs() {
        target.mayWrite.drainPermits();
        writer.start();
        append("late");
        assertThat(writer.stop(50, TimeUnit.MILLISECONDS)).isFalse();
        target.mayWrite.release();
        OnLoop.until("the line is written", () -> target.closed);
        assertThat(target.lines()).containsExactly("late");
    }

    /** The text alone, or half of it. */
    private record Texts(Utf8Buffer to) implements LineFormat {
        @Override
        public void put(Line line) {
            to.put(String.valueOf(line.message().getFormattedMessage()));
            if (BROKEN.equals(line.message().getFormattedMessage())) {
                throw new IllegalStateException("planted");
            }
            to.put('\n');
        }
    }

    /** A disk that may be slow or full. */
    private static final class Target extends OutputStream {
        private final Semaphore mayWrite = new Semaphore(1_000_000);
        private final List<Integer> batches = new CopyOnWriteArrayList<>();
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private volatile boolean full;
        private volatile boolean closed;

        @Override
        public void write(int one) {
            throw new AssertionError("a byte alone");
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            mayWrite.acquireUninterruptibly();
            if (full) {
                throw new IOException("no space left");
            }
            batches.add(length);
            written.write(bytes, start, length);
        }

        @Override
        public void close() {
            closed = true;
        }

        private List<String> lines() {
            return written.toString(StandardCharsets.UTF_8).lines().toList();
        }
    }
}
