package io.aigateway.observe;

import io.aigateway.testkit.ToldMembers;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.layout.ByteBufferDestination;
import org.apache.logging.log4j.message.AsynchronouslyFormattable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Writing one line of the access log, by Log4j's layout with a template, as it was, and by our own. */
@State(Scope.Benchmark)
public class LogBenchmark {
    private static final Map<String, String> CONTEXT = Map.of(
            "correlation_id",
            "01JH8Z0V3W9X7Y5K2M4N6P8QRS",
            "gitlab_global_user_id",
            "779e068b8d4d44c8b9cb11af4b49c54c",
            "gitlab_instance_id",
            "0d9e8f7a-6b5c-4d3e-2f1a-0b9c8d7e6f5a",
            "gitlab_realm",
            "self-managed",
            "gitlab_version",
            "19.3.0");

    private final Line line = new Line(Level.INFO, "api.access", 1_767_225_599_042L, new Access(), null, CONTEXT);
    private final LogEvent event = TemplateLines.event(new Line(
            Level.INFO,
            "api.access",
            1_767_225_599_042L,
            LogLine.of(line.message().getFormattedMessage(), asItWas(line.message())),
            null,
            CONTEXT));
    private final Utf8Buffer buffer = new Utf8Buffer();
    private final JsonLines lines = new JsonLines(buffer);
    private final Destination destination = new Destination();

    /** What a completion leaves. */
    @AsynchronouslyFormattable
    private static final class Access implements LogLine {
        private final Instant arrived = Instant.parse("2025-12-31T23:59:59.020123Z");

        @Override
        public void formatTo(StringBuilder to) {
            to.append("192.0.2.1").append(':').append(47112).append(" - \"").append("POST");
            to.append(' ').append("/v2/code/completions").append(" HTTP/").append("1.1");
            to.append("\" ").append(200);
        }

        @Override
        public void tell(LogMembers to) {
            to.text("client_ip", "192.0.2.1")
                    .number("client_port", 47112)
                    .text("content_type", "application/json")
                    .seconds("cpu_s", 10_000_000)
                    .fraction("duration_request", 0.023419857025146484)
                    .seconds("duration_s", 21_456_123)
                    .seconds("first_chunk_duration_s", 21_256_123)
                    .text("http_version", "1.1")
                    .text("method", "POST")
                    .text("path", "/v2/code/completions")
                    .time("request_arrived_at", arrived)
                    .seconds("response_start_duration_s", 21_256_123)
                    .number("status_code", 200)
                    .text("url", "http://gateway.example.com:5052/v2/code/completions")
                    .text("user_agent", "GitLab-Workhorse/19.3.0 Ruby")
                    .value("auth_duration_s", 2.3456e-5)
                    .value("token_issuer", "https://customers.gitlab.com")
                    .value("meta.feature_category", "code_suggestions")
                    .value("meta.unit_primitive", "complete_code")
                    .value("code_suggestion_type", "completion")
                    .value("input_tokens", 812)
                    .value("output_tokens", 17);
        }
    }

    /** By the template. */
    @Benchmark
    public int template() {
        TemplateLines.layout().encode(event, destination);
        return destination.drained();
    }

    /** By our own writer. */
    @Benchmark
    public int own() throws IOException {
        lines.put(line);
        int length = buffer.length();
        buffer.writeTo(OutputStream.nullOutputStream());
        return length;
    }

    /** The members in the order and with the types that the line had when it was a map. */
    private static Map<String, Object> asItWas(LogLine line) {
        var members = new TreeMap<String, Object>(ToldMembers.of(line));
        members.replaceAll((name, value) -> {
            if (value instanceof Duration time) {
                return BigDecimal.valueOf(Math.round(time.toNanos() / 1000.0), 6);
            }
            return value instanceof Instant ? value.toString() : value;
        });
        return members;
    }

    /** As Log4j's appender to a stream. */
    private static final class Destination implements ByteBufferDestination {
        private final ByteBuffer bytes = ByteBuffer.allocate(Utf8Buffer.SIZE);

        @Override
        public ByteBuffer getByteBuffer() {
            return bytes;
        }

        @Override
        public ByteBuffer drain(ByteBuffer full) {
            full.clear();
            return full;
        }

        @Override
        public void writeBytes(ByteBuffer data) {
            bytes.put(data);
        }

        @Override
        public void writeBytes(byte[] data, int offset, int length) {
            bytes.put(data, offset, length);
        }

        private int drained() {
            int length = bytes.position();
            bytes.clear();
            return length;
        }
    }
}
