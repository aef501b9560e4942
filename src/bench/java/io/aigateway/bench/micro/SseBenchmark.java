package io.aigateway.bench.micro;

import io.aigateway.http.SseWriter;
import io.aigateway.wire.SseParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** One server-sent event, read and written. */
@State(Scope.Benchmark)
public class SseBenchmark {
    private static final int EVENTS = 100;
    private static final String EVENT =
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
                    + "\"delta\":{\"type\":\"text_delta\",\"text\":\"a word or two\"}}\n\n";

    private final byte[] events = EVENT.repeat(EVENTS).getBytes(StandardCharsets.UTF_8);
    private final Map<String, Object> data =
            Map.of("choices", List.of(Map.of("delta", Map.of("content", "a word or two"), "index", 0)));

    /** From the bytes of a provider. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void parse(Blackhole hole) {
        new SseParser(1024 * 1024).feed(events, hole::consume);
    }

    /** As clients of GitLab read it. */
    @Benchmark
    public Object write() {
        return SseWriter.event("content_chunk", data);
    }
}
