package io.aigateway.observe;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;

/** Bytes that go out together with those that come right after them: Log4j flushes a stream with each line, this passes the last one on. */
final class BatchedOutput extends BufferedOutputStream {
    private static final int SIZE = 64 * 1024;

    private final BooleanSupplier isLast;

    /**
     * A stream before another.
     *
     * @param target where the bytes go
     * @param isLast whether nothing more comes now
     */
    BatchedOutput(OutputStream target, BooleanSupplier isLast) {
        super(target, SIZE);
        this.isLast = isLast;
    }

    @Override
    public synchronized void flush() throws IOException {
        if (isLast.getAsBoolean()) {
            super.flush();
        }
    }
}
