package io.aigateway.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands what several connections have to send to the kernel together, at the end of the turn of their event loop. Most of such a call's
 * time goes into waking who waits at the other end: when many are served by the same process, as clients behind a proxy and providers'
 * connections are, it is woken once for all of them instead of once for each.
 */
public final class FlushTogether extends ChannelDuplexHandler {
    /** More connections than this do not wait for one another: what is written early would come late. */
    static final int MAX_WAITING = 8;

    private static final FastThreadLocal<Turn> TURN = new FastThreadLocal<>() {
        @Override
        protected Turn initialValue() {
            return new Turn();
        }
    };

    private boolean waiting;
    private boolean reading;
    private boolean closing;

    private FlushTogether() {}

    /** Lets a connection take part; from its event loop. */
    public static void on(HttpConnection connection) {
        if (connection instanceof ConnectionBase known) {
            on(known.channel());
        }
    }

    static void on(Channel channel) {
        if (channel.eventLoop() instanceof SingleThreadEventLoop) {
            channel.pipeline().addFirst("flushTogether", new FlushTogether());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        reading = true;
        ctx.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        ctx.fireChannelReadComplete();
    }

    /** Vert.x closes a connection once this, which is the last that it writes, has gone out. */
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) throws Exception {
        closing |= message == Unpooled.EMPTY_BUFFER;
        super.write(ctx, message, promise);
    }

    /**
     * Whoever flushes while there is still something to be read means it: a connection that is refused must be closed before the next
     * request on it, which may have come with the same bytes, is seen.
     */
    @Override
    public void flush(ChannelHandlerContext ctx) {
        if (reading || closing || !ctx.channel().isWritable()) {
            flushNow(ctx);
        } else if (!waiting) {
            waiting = true;
            TURN.get().add(ctx);
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) throws Exception {
        flushWaiting(ctx);
        super.close(ctx, promise);
    }

    @Override
    public void disconnect(ChannelHandlerContext ctx, ChannelPromise promise) throws Exception {
        flushWaiting(ctx);
        super.disconnect(ctx, promise);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        flushWaiting(ctx);
    }

    private void flushNow(ChannelHandlerContext ctx) {
        waiting = false;
        ctx.flush();
    }

    private void flushWaiting(ChannelHandlerContext ctx) {
        if (waiting) {
            flushNow(ctx);
        }
    }

    /** What waits in this turn of one event loop. */
    private static final class Turn implements Runnable {
        private final List<ChannelHandlerContext> connections = new ArrayList<>(MAX_WAITING);
        private boolean ends;

        void add(ChannelHandlerContext ctx) {
            connections.add(ctx);
            if (connections.size() >= MAX_WAITING) {
                flush();
            } else if (!ends) {
                ends = true;
                ((SingleThreadEventLoop) ctx.channel().eventLoop()).executeAfterEventLoopIteration(this);
            }
        }

        @Override
        public void run() {
            ends = false;
            flush();
        }

        private void flush() {
            // Flushing can make room for more to be written, which joins the list again.
            for (int i = 0; i < connections.size(); i++) {
                ChannelHandlerContext ctx = connections.get(i);
                ((FlushTogether) ctx.handler()).flushWaiting(ctx);
            }
            connections.clear();
        }
    }
}
