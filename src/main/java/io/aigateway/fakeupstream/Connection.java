package io.aigateway.fakeupstream;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;

/**
 * The connection of a request, with which things can be done that no good server does. With HTTP/2 all of them reset the stream:
 * its other streams are not at fault.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for a connection to close
final class Connection {
    private static final byte[] NO_HTTP = "this is no HTTP\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpServerRequest request;

    Connection(HttpServerRequest request) {
        this.request = request;
    }

    /** FIN. */
    void cut() {
        if (isShared()) {
            request.response().reset();
        } else {
            channel().close();
        }
    }

    /** RST: what lingers for no time is not closed but reset. */
    void reset() {
        if (isShared()) {
            request.response().reset();
        } else {
            channel().config().setOption(ChannelOption.SO_LINGER, 0);
            channel().close();
        }
    }

    /** FIN for what is written only. */
    void closeHalf() {
        if (!isShared() && channel() instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        } else {
            cut();
        }
    }

    /** Writes past everything that knows HTTP, then closes. */
    void babble() {
        if (isShared()) {
            cut();
        } else {
            channel()
                    .pipeline()
                    .firstContext()
                    .writeAndFlush(Unpooled.wrappedBuffer(NO_HTTP))
                    .addListener(written -> cut());
        }
    }

    private boolean isShared() {
        return request.version() == HttpVersion.HTTP_2;
    }

    /** Vert.x has no other way to a connection's socket. */
    private Channel channel() {
        return ((ConnectionBase) request.connection()).channel();
    }
}
