package io.aigateway.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Finds in a stream when each piece of it was made: the upstream writes its clock into every event, as an {@code @} and sixteen digits,
 * microseconds since 1970. They are found however bytes are cut and whatever is written around them.
 */
public final class Marks implements ByteProcessor {
    private static final int DIGITS = 16;

    private final LongConsumer found;
    private int digits = -1;
    private long value;

    Marks(LongConsumer found) {
        this.found = found;
    }

    /** A mark of now. */
    public static String now() {
        return "@" + micros();
    }

    static long micros() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1000;
    }

    void read(ByteBuf bytes) {
        bytes.forEachByte(this);
    }

    @Override
    public boolean process(byte b) {
        if (b == '@') {
            digits = 0;
            value = 0;
        } else if (digits >= 0 && b >= '0' && b <= '9') {
            value = value * 10 + (b - '0');
            digits++;
            if (digits == DIGITS) {
                digits = -1;
                found.accept(value);
            }
        } else {
            digits = -1;
        }
        return true;
    }
}
