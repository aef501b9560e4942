package io.aigateway.bus;

import io.aigateway.kernel.Caller;
import io.aigateway.kernel.Deadline;
import io.vertx.core.buffer.Buffer;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.State;

/** A question of a kilobyte with its header, written for another node and read there. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class EnvelopeBenchmark {
    private static final int CODEC = BusOptions.defaults().codec();

    private final FrameCodec codec = new FrameCodec(false, CODEC, () -> CODEC);
    private final Frame frame =
            new Frame.Open("bench.ask.v1", "mailbox.1", 1, 32, header(), new Text("src/invoice.py", "x".repeat(1024)));
    private final Buffer wire = write();

    /** What is asked. */
    public record Text(String name, String text) {}

    private static Header header() {
        var grant = new Caller.Grant(false, Set.of("complete_code", "generate_code"));
        var client = new Caller.Client("19.3.0", "", "ide", "");
        var caller = new Caller(
                "https://gitlab.example.com",
                "6b3e7a52-54a7-4a3e-9f0d-6d2c2b7b1c44",
                "7lq3mB0l6cP0nQ1cJ2Xx2m1k9u2qvUu0m8m2bq7cJ4Y=",
                "self-managed",
                grant,
                Set.of(),
                client);
        return new Header("779e068b8d4d44c8b9cb11af4b49c54c", caller, new Deadline(1_772_366_405_000L), null);
    }

    /** Writes. */
    @Benchmark
    public Buffer write() {
        Buffer bytes = Buffer.buffer(2048);
        codec.encodeToWire(bytes, frame);
        return bytes;
    }

    /** Reads, as far as the bus does: the message itself is read by who knows it. */
    @Benchmark
    public Object read() {
        return codec.decodeFromWire(0, wire);
    }
}
