package io.aigateway.observe;

import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MpscArrayQueue;

/**
 * Lines on their way from the event loops to the thread that writes them. Whoever adds one wakes nobody: to wake a thread costs an event
 * loop more than to make the line. The writer looks by itself instead, often while lines come and every {@value #MAX_PAUSE_MILLIS}
 * milliseconds when none do, so lines come in batches, at most so much later. Adding takes no lock, so the writer cannot make an event
 * loop wait either.
 *
 * @param <E> what is queued
 */
final class LineQueue<E> extends MpscArrayQueue<E> implements BlockingQueue<E> {
    private static final long MAX_PAUSE_MILLIS = 20;
    private static final long MIN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /**
     * An empty queue.
     *
     * @param capacity how many it holds; further ones are refused
     */
    LineQueue(int capacity) {
        super(capacity);
    }

    @Override
    public E take() throws InterruptedException {
        E line = poll(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        if (line == null) {
            throw new InterruptedException("the end of time");
        }
        return line;
    }

    @Override
    public @org.jspecify.annotations.Nullable E poll(long timeout, TimeUnit unit) throws InterruptedException {
        long start = System.nanoTime();
        long patience = unit.toNanos(timeout);
        long pause = MIN_PAUSE_NANOS;
        E line = poll();
        while (line == null && System.nanoTime() - start < patience) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(this, pause);
            pause = Math.min(pause * 2, TimeUnit.MILLISECONDS.toNanos(MAX_PAUSE_MILLIS));
            line = poll();
        }
        return line;
    }

    @Override
    public void put(E line) throws InterruptedException {
        offer(line, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    @Override
    public boolean offer(E line, long timeout, TimeUnit unit) throws InterruptedException {
        long start = System.nanoTime();
        long patience = unit.toNanos(timeout);
        while (!offer(line)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (System.nanoTime() - start >= patience) {
                return false;
            }
            LockSupport.parkNanos(this, MIN_PAUSE_NANOS);
        }
        return true;
    }

    @Override
    public int remainingCapacity() {
        return capacity() - size();
    }

    @Override
    public int drainTo(Collection<? super E> target) {
        return drain(target::add);
    }

    @Override
    public int drainTo(Collection<? super E> target, int limit) {
        return drain(target::add, limit);
    }
}
