package io.aigateway.bus;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.aigateway.kernel.FailureException;
import io.vertx.core.buffer.Buffer;

/** What another node sends: a frame of ours, or a failure; and what is read is written as it was. */
public class FrameCodecFuzzTest {
    private final FrameCodec codec = new FrameCodec(false, FrameCodec.NEWEST, () -> FrameCodec.NEWEST);

    @FuzzTest(maxDuration = "5m")
    public void reads(byte[] data) {
        Frame frame;
        try {
            frame = codec.decodeFromWire(
                    0,
                    Buffer.buffer().appendByte((byte) 1).appendInt(data.length).appendBytes(data));
        } catch (FailureException refused) {
            return;
        }
        if (!(frame instanceof Frame.Unreadable)) {
            Buffer wire = Buffer.buffer();
            codec.encodeToWire(wire, frame);
            Frame again = codec.decodeFromWire(0, wire);
            if (again.getClass() != frame.getClass() || again.stream() != frame.stream()) {
                throw new AssertionError("another frame came back");
            }
        }
    }
}
