package io.aigateway.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Reads responses of HTTP/1.1, as little of them as a load generator needs: the status, and where the body ends. A full codec costs
 * several times as much, which on one core would be measured instead of the server.
 */
final class ResponseReader extends ByteToMessageDecoder {
    private static final int CHUNKED = -1;
    private static final int STATUS_AT = 9;

    private final Listener listener;
    private State state = State.HEAD;
    private int status;
    private long rest;

    /** Who hears of responses. */
    interface Listener {
        /** A piece of a body; only during the call. */
        void piece(ByteBuf bytes);

        /** A response is complete. */
        void answered(int status);

        /** The connection is gone. */
        void gone();
    }

    private enum State {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        AFTER_CHUNK,
        AFTER_LAST
    }

    ResponseReader(Listener listener) {
        this.listener = listener;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        while (in.isReadable() && step(in)) {
            // until more is needed
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        listener.gone();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        var unused = ctx.close();
    }

    private boolean step(ByteBuf in) {
        return switch (state) {
            case HEAD -> head(in);
            case BODY, CHUNK -> body(in);
            case CHUNK_SIZE -> chunkSize(in);
            case AFTER_CHUNK -> skipLine(in, State.CHUNK_SIZE);
            case AFTER_LAST -> {
                boolean skipped = skipLine(in, State.HEAD);
                if (skipped) {
                    end();
                }
                yield skipped;
            }
        };
    }

    private boolean head(ByteBuf in) {
        int start = in.readerIndex();
        int line = lineEnd(in);
        int first = line;
        long length = 0;
        while (line >= 0) {
            int from = in.readerIndex();
            in.readerIndex(line + 2);
            if (line == from) {
                status = Integer.parseInt(text(in, start + STATUS_AT, start + STATUS_AT + 3));
                begin(length);
                return true;
            }
            if (line != first) {
                length = lengthIn(in, from, line, length);
            }
            line = lineEnd(in);
        }
        in.readerIndex(start);
        return false;
    }

    private void begin(long length) {
        rest = length;
        if (length == CHUNKED) {
            state = State.CHUNK_SIZE;
        } else if (length > 0) {
            state = State.BODY;
        } else {
            end();
        }
    }

    private static long lengthIn(ByteBuf in, int from, int to, long known) {
        byte first = in.getByte(from);
        boolean interesting = first == 'c' || first == 'C' || first == 't' || first == 'T';
        if (!interesting) {
            return known;
        }
        String header = text(in, from, to).toLowerCase(Locale.ROOT);
        if (header.startsWith("content-length:")) {
            return Long.parseLong(header.substring("content-length:".length()).strip());
        }
        return header.startsWith("transfer-encoding:") ? CHUNKED : known;
    }

    private boolean body(ByteBuf in) {
        int available = (int) Math.min(rest, in.readableBytes());
        listener.piece(in.slice(in.readerIndex(), available));
        in.skipBytes(available);
        rest -= available;
        if (rest == 0 && state == State.CHUNK) {
            state = State.AFTER_CHUNK;
        } else if (rest == 0) {
            end();
        }
        return true;
    }

    private boolean chunkSize(ByteBuf in) {
        int line = lineEnd(in);
        if (line < 0) {
            return false;
        }
        rest = Long.parseLong(text(in, in.readerIndex(), line).strip(), 16);
        in.readerIndex(line + 2);
        state = rest == 0 ? State.AFTER_LAST : State.CHUNK;
        return true;
    }

    private boolean skipLine(ByteBuf in, State next) {
        int line = lineEnd(in);
        if (line < 0) {
            return false;
        }
        in.readerIndex(line + 2);
        state = next;
        return true;
    }

    private void end() {
        state = State.HEAD;
        listener.answered(status);
    }

    /** Where the line ends, at its CR; -1 when its end has not come. */
    private static int lineEnd(ByteBuf in) {
        int feed = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
        return feed - 1 < in.readerIndex() ? -1 : feed - 1;
    }

    private static String text(ByteBuf in, int from, int to) {
        return in.toString(from, to - from, StandardCharsets.US_ASCII);
    }
}
