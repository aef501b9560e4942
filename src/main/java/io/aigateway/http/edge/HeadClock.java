package io.aigateway.http.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes an HTTP/1.1 connection whose client begins a request and does not come to the end of its head: a client that sends a byte
 * now and then would keep it open for ever, since it is never idle. Bodies have a clock of their own, and HTTP/2 has frames.
 */
public final class HeadClock {
    private static final String DECODER = "httpDecoder";

    private final HttpConnection connection;
    private final long millis;
    private boolean betweenRequests = true;
    private boolean headEnded;
    private @Nullable ScheduledFuture<?> clock;

    private HeadClock(HttpConnection connection, long millis) {
        this.connection = connection;
        this.millis = millis;
    }

    /** Watches a connection; from its event loop. */
    public static void watch(HttpConnection connection, Duration limit) {
        if (connection instanceof ConnectionBase known) {
            ChannelPipeline pipeline = known.channel().pipeline();
            if (pipeline.get(DECODER) != null) {
                var clock = new HeadClock(connection, limit.toMillis());
                pipeline.addBefore(DECODER, "headBegins", clock.new Bytes());
                pipeline.addAfter(DECODER, "headEnds", clock.new Messages());
            }
        }
    }

    private void close() {
        connection.close();
    }

    private void stop() {
        if (clock != null) {
            clock.cancel(false);
            clock = null;
        }
    }

    /** Sees what comes from the network, before it is understood. */
    private final class Bytes extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            boolean begins = betweenRequests && clock == null && message instanceof ByteBuf bytes && bytes.isReadable();
            headEnded = false;
            ctx.fireChannelRead(message);
            // Nearly every head arrives as a whole, and needs no clock.
            if (begins && !headEnded && ctx.channel().isActive()) {
                clock = ctx.executor().schedule(HeadClock.this::close, millis, TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            stop();
            ctx.fireChannelInactive();
        }
    }

    /** Sees what it was. */
    private final class Messages extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof HttpRequest) {
                stop();
                headEnded = true;
                betweenRequests = false;
            }
            if (message instanceof LastHttpContent) {
                betweenRequests = true;
            }
            ctx.fireChannelRead(message);
        }
    }
}
