package io.aigateway.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/**
 * The same request again and again, for a time. In a closed loop every connection sends as soon as it is answered: that finds out how
 * much a server can do. In an open loop requests are due at a fixed rate, whatever became of those before, and their latency counts
 * from when they were due: a server that stalls cannot hide what it did to those who had to wait.
 */
public final class LoadRun {
    private static final double CLOSED = 0;
    private static final long PATIENCE_SECONDS = 20;

    private final Connections connections;
    private final int expected;
    private final ByteBuf request;
    private final double rate;
    private final Histogram latency = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    private final ArrayDeque<Peer> free = new ArrayDeque<>();
    private final ArrayDeque<Long> waiting = new ArrayDeque<>();
    private final CompletableFuture<Long> over = new CompletableFuture<>();
    private long answers;
    private long errors;
    private long underWay;
    private long start;
    private long end;
    private double due;

    private final class Peer implements ResponseReader.Listener {
        private Channel channel;
        private long since;

        @SuppressWarnings("NullAway.Init") // gets its channel when that is open
        Peer() {}

        void send(long from) {
            since = from;
            underWay++;
            var unused = channel.writeAndFlush(request.retainedDuplicate(), channel.voidPromise());
        }

        @Override
        public void piece(ByteBuf bytes) {
            // Only its end is of interest.
        }

        @Override
        public void answered(int status) {
            long now = System.nanoTime();
            latency.recordValue(Math.min(now - since, latency.getHighestTrackableValue()));
            count(status == expected);
            next(this, now);
        }

        @Override
        public void gone() {
            if (!over.isDone()) {
                over.completeExceptionally(new IllegalStateException("the server closed a connection"));
            }
        }
    }

    private LoadRun(Connections connections, byte[] request, int expected, double rate) {
        this.connections = connections;
        this.request = Unpooled.unreleasableBuffer(
                Unpooled.directBuffer(request.length).writeBytes(request));
        this.expected = expected;
        this.rate = rate;
    }

    /** As much as so many connections can get answered. */
    public static Load closed(Connections all, Target target, int connections, double seconds) {
        return new LoadRun(all, target.request(), target.status(), CLOSED).run(target.port(), connections, seconds);
    }

    /** So many requests a second, over so many connections. */
    public static Load open(Connections all, Target target, int connections, double rate, double seconds) {
        return new LoadRun(all, target.request(), target.status(), rate).run(target.port(), connections, seconds);
    }

    /**
     * Where requests go.
     *
     * @param request the bytes of all of them
     * @param status  of a good answer
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Target(int port, byte[] request, int status) {}

    private Load run(int port, int count, double seconds) {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var peer = new Peer();
            peer.channel = connections.open(port, peer);
            peers.add(peer);
        }
        connections.call(() -> begin(peers, seconds));
        try {
            long ended = over.get((long) seconds + PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new Load((ended - start) / 1e9, answers, errors, latency);
        } catch (TimeoutException e) {
            throw new IllegalStateException("answers are missing: " + underWay, e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            over.cancel(false);
            peers.forEach(peer -> peer.channel.close().syncUninterruptibly());
        }
    }

    private boolean begin(List<Peer> peers, double seconds) {
        start = System.nanoTime();
        end = start + (long) (seconds * 1e9);
        due = start;
        if (rate == CLOSED) {
            peers.forEach(peer -> peer.send(System.nanoTime()));
        } else {
            free.addAll(peers);
            pace();
        }
        return true;
    }

    /** Notes what is due, sends what can be sent, and comes back when the next is due. */
    private void pace() {
        long now = System.nanoTime();
        while (due <= now && due < end) {
            waiting.add((long) due);
            due += 1e9 / rate;
        }
        while (!waiting.isEmpty() && !free.isEmpty()) {
            free.remove().send(waiting.remove());
        }
        if (due < end) {
            var unused = connections.loop().schedule(this::pace, Math.max(0, (long) due - now), TimeUnit.NANOSECONDS);
        } else {
            finish(now);
        }
    }

    private void next(Peer peer, long now) {
        underWay--;
        if (rate == CLOSED && now < end) {
            peer.send(now);
        } else if (!waiting.isEmpty()) {
            peer.send(waiting.remove());
        } else {
            free.add(peer);
            finish(now);
        }
    }

    private void finish(long now) {
        if (underWay == 0 && waiting.isEmpty() && (now >= end || due >= end)) {
            over.complete(now);
        }
    }

    private void count(boolean good) {
        if (good) {
            answers++;
        } else {
            errors++;
        }
    }
}
