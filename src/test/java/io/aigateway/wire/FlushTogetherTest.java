package io.aigateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.testkit.OnLoop;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real channels on one event loop; what they flush is noted below the handler. */
class FlushTogetherTest {
    private static final int PATIENCE_SECONDS = 30;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final List<String> events = new ArrayList<>();

    private LocalServerChannel server;

    @BeforeEach
    void listen() throws Exception {
        server = new LocalServerChannel();
        server.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object accepted) {
                var unused = loop.register((Channel) accepted);
            }
        });
        loop.register(server).sync();
        server.bind(LocalAddress.ANY).sync();
    }

    @AfterEach
    void stop() throws Exception {
        group.shutdownGracefully(0, PATIENCE_SECONDS, TimeUnit.SECONDS).sync();
    }

    private List<Channel> connect(int count) throws Exception {
        var channels = new ArrayList<Channel>();
        for (int i = 0; i < count; i++) {
            var channel = new LocalChannel();
            String name = "c" + i;
            loop.register(channel).sync();
            channel.connect(server.localAddress()).sync();
            onLoop(now -> {
                FlushTogether.on(channel);
                channel.pipeline().addFirst(new Noting(name));
                return channel;
            });
            channels.add(channel);
        }
        return channels;
    }

    private final class Noting extends ChannelOutboundHandlerAdapter {
        private final String name;

        Noting(String name) {
            this.name = name;
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {
            events.add("flush " + name);
            ctx.flush();
        }

        @Override
        public void close(ChannelHandlerContext ctx, io.netty.channel.ChannelPromise promise) throws Exception {
            events.add("close " + name);
            super.close(ctx, promise);
        }
    }

    private <T> T onLoop(Function<List<String>, T> step) {
        return loop.submit(() -> step.apply(events)).syncUninterruptibly().getNow();
    }

    /** A turn may have more to do than what a test gives it, so its end is waited for. */
    private void awaitNoted(String... expected) {
        OnLoop.until("noted: " + List.of(expected), () -> onLoop(List::copyOf).equals(List.of(expected)));
    }

    private static void write(Channel channel, int bytes) {
        var unused = channel.write(Unpooled.buffer(bytes).writeZero(bytes), channel.voidPromise());
        channel.flush();
    }

    @Test
    void flushesAtTheEndOfTheTurnEachConnectionOnce() throws Exception {
        List<Channel> channels = connect(3);

        List<String> during = onLoop(seen -> {
            channels.forEach(channel -> write(channel, 1));
            channels.forEach(channel -> write(channel, 1));
            return List.copyOf(seen);
        });

        assertThat(during).isEmpty();
        awaitNoted("flush c0", "flush c1", "flush c2");
    }

    @Test
    void aTurnAfterThatFlushesAgain() throws Exception {
        List<Channel> channels = connect(1);

        for (int turn = 1; turn <= 3; turn++) {
            loop.submit(() -> write(channels.get(0), 1)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            awaitNoted(Collections.nCopies(turn, "flush c0").toArray(String[]::new));
        }
    }

    @Test
    void manyConnectionsDoNotWaitForOneAnother() throws Exception {
        List<Channel> channels = connect(FlushTogether.MAX_WAITING + 1);

        List<String> during = onLoop(seen -> {
            channels.forEach(channel -> write(channel, 1));
            return List.copyOf(seen);
        });

        assertThat(during).hasSize(FlushTogether.MAX_WAITING);
        OnLoop.until("the last one is flushed", () -> onLoop(List::size) == FlushTogether.MAX_WAITING + 1);
    }

    @Test
    void flushesWhatWasWrittenBeforeAClose() throws Exception {
        List<Channel> channels = connect(1);

        List<String> during = onLoop(seen -> {
            write(channels.get(0), 1);
            var unused = channels.get(0).close();
            return List.copyOf(seen);
        });

        assertThat(during).containsExactly("flush c0", "close c0");
        awaitNoted("flush c0", "close c0");
    }

    @Test
    void whoFlushesWhileReadingDoesNotWait() throws Exception {
        Channel channel = connect(1).get(0);

        List<String> during = onLoop(seen -> {
            channel.pipeline().fireChannelRead("a request");
            write(channel, 1);
            var flushed = List.copyOf(seen);
            channel.pipeline().fireChannelReadComplete();
            write(channel, 1);
            assertThat(seen).isEqualTo(flushed);
            return flushed;
        });

        assertThat(during).containsExactly("flush c0");
        awaitNoted("flush c0", "flush c0");
    }

    @Test
    void theLastThatIsWrittenBeforeACloseDoesNotWait() throws Exception {
        Channel channel = connect(1).get(0);

        List<String> during = onLoop(seen -> {
            var unused = channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
            return List.copyOf(seen);
        });

        assertThat(during).containsExactly("flush c0");
    }

    @Test
    void aFullConnectionIsFlushedAtOnce() throws Exception {
        List<Channel> channels = connect(1);

        List<String> during = onLoop(seen -> {
            channels.get(0).config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 10));
            write(channels.get(0), 100);
            return List.copyOf(seen);
        });

        assertThat(during).containsExactly("flush c0");
    }
}
