package io.aigateway.bench.load;

import io.aigateway.bench.load.LoadRun.Target;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Streams that begin one after the other, so that their events are spread over time, and are each read to their end, again and again. */
public final class StreamRun {
    private static final long MAX_MICROS = TimeUnit.MINUTES.toMicros(1);
    private static final long PATIENCE_SECONDS = 60;

    private final Connections connections;
    private final ByteBuf request;
    private final int status;
    private final Histogram firstEvent = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    private final Histogram transit = new Histogram(MAX_MICROS, 3);
    private final Histogram gap = new Histogram(MAX_MICROS, 3);
    private final CountDownLatch over;
    private long measuredFrom;
    private long measuredUntil;
    private long ended;
    private long errors;

    private final class Stream implements ResponseReader.Listener {
        private final Marks marks = new Marks(this::event);
        private Channel channel;
        private int rest;
        private long since;
        private boolean first;
        private long lastTransit = -1;

        @SuppressWarnings("NullAway.Init") // gets its channel when that is open
        Stream(int times) {
            rest = times;
        }

        void begin(long due) {
            since = due;
            first = true;
            lastTransit = -1;
            var unused = channel.writeAndFlush(request.retainedDuplicate(), channel.voidPromise());
        }

        @Override
        public void piece(ByteBuf bytes) {
            marks.read(bytes);
        }

        private void event(long made) {
            long took = Math.max(0, Marks.micros() - made);
            long now = System.nanoTime();
            if (first) {
                first = false;
                firstEvent.recordValue(now - since);
            }
            if (now >= measuredFrom && now < measuredUntil) {
                transit.recordValue(Math.min(MAX_MICROS, took));
                if (lastTransit >= 0) {
                    gap.recordValue(Math.min(MAX_MICROS, Math.abs(took - lastTransit)));
                }
            }
            lastTransit = took;
        }

        @Override
        public void answered(int answered) {
            if (answered == status && !first) {
                ended++;
            } else {
                errors++;
            }
            rest--;
            if (rest > 0) {
                begin(System.nanoTime());
            } else {
                over.countDown();
            }
        }

        @Override
        public void gone() {
            if (rest > 0) {
                errors++;
                rest = 0;
                over.countDown();
            }
        }
    }

    private StreamRun(Connections connections, Target target, int count) {
        this.connections = connections;
        byte[] bytes = target.request();
        this.request =
                Unpooled.unreleasableBuffer(Unpooled.directBuffer(bytes.length).writeBytes(bytes));
        this.status = target.status();
        this.over = new CountDownLatch(count);
    }

    /**
     * Streams.
     *
     * @param count    how many are open at once
     * @param times    how often each is opened again
     * @param spread   seconds over which they begin
     * @param settle   seconds, from the start, whose events do not count
     * @param measured seconds after those whose events count
     * @param duration of one stream, in seconds, for how long to wait
     */
    public record Plan(int count, int times, double spread, double settle, double measured, double duration) {
        /** One whose events all count once they have settled. */
        public Plan(int count, int times, double spread, double settle, double duration) {
            this(count, times, spread, settle, (double) TimeUnit.DAYS.toSeconds(1), duration);
        }
    }

    /** Reads streams. */
    public static StreamLoad of(Connections all, Target target, Plan plan) {
        return new StreamRun(all, target, plan.count()).run(target.port(), plan);
    }

    private StreamLoad run(int port, Plan plan) {
        List<Stream> streams = new ArrayList<>();
        long start = System.nanoTime();
        measuredFrom = start + (long) (plan.settle() * 1e9);
        measuredUntil = measuredFrom + (long) (plan.measured() * 1e9);
        try {
            for (int i = 0; i < plan.count(); i++) {
                long due = start + (long) (i * plan.spread() / plan.count() * 1e9);
                pauseUntil(due);
                var stream = new Stream(plan.times());
                stream.channel = connections.open(port, stream);
                streams.add(stream);
                connections.loop().execute(() -> stream.begin(System.nanoTime()));
            }
            long patience = (long) (plan.duration() * plan.times()) + PATIENCE_SECONDS;
            if (!over.await(patience, TimeUnit.SECONDS)) {
                connections.call(() -> errors += over.getCount());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            return connections.call(() -> new StreamLoad(ended, errors, firstEvent, transit, gap, seconds));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            streams.forEach(stream -> stream.channel.close().syncUninterruptibly());
        }
    }

    private static void pauseUntil(long due) throws InterruptedException {
        long nanos = due - System.nanoTime();
        if (nanos > 0) {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    }
}
