package io.aigateway.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;

/**
 * Bytes as arrays, for JSON and for messages, and as Vert.x's buffers, for connections, without a copy between the two. What is
 * shared so must not be changed afterwards, by neither side.
 */
public final class Bytes {
    private Bytes() {}

    /** A buffer over the array itself. */
    public static Buffer wrap(byte[] bytes) {
        return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
    }

    /** The bytes of a buffer: its own array when that holds nothing else, otherwise a copy. */
    public static byte[] of(Buffer buffer) {
        ByteBuf inside = ((BufferInternal) buffer).getByteBuf();
        boolean own = inside.hasArray()
                && inside.arrayOffset() == 0
                && inside.readerIndex() == 0
                && inside.array().length == buffer.length();
        return own ? inside.array() : buffer.getBytes();
    }
}
