package io.aigateway.resilience;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Bounded concurrency with a short, bounded queue: whoever finds both full hears {@link Kind#OVERLOADED} at once, with how long to
 * wait. First come, first served.
 */
public final class Bulkhead {
    private static final long RETRY_AFTER_SECONDS = 1;

    private final String name;
    private final ConcurrencyLimit limit;
    private final int maxWaiting;
    private final LongSupplier nanoTime;
    private final Queue<Place> waiting = new ArrayDeque<>();
    private int underWay;

    /**
     * An empty bulkhead.
     *
     * @param name       for the failure, e.g. of the provider behind it
     * @param maxWaiting how many may wait
     * @param nanoTime   a clock, in nanoseconds
     */
    public Bulkhead(String name, ConcurrencyLimit limit, int maxWaiting, LongSupplier nanoTime) {
        this.name = name;
        this.limit = limit;
        this.maxWaiting = maxWaiting;
        this.nanoTime = nanoTime;
    }

    /** A place, taken or waited for. {@link #leave} must be called in any case, once or more. */
    public final class Place {
        private final CompletableFuture<Place> entered = new CompletableFuture<>();
        private long since;
        private int company;
        private boolean inside;
        private boolean over;

        /** Completes on entering; fails when there is no room. May complete on any thread. */
        public CompletionStage<Place> entered() {
            return entered.minimalCompletionStage();
        }

        /** Whether it has been entered already, so that nobody needs to wait. */
        public boolean isInside() {
            synchronized (Bulkhead.this) {
                return inside;
            }
        }

        /** Frees the place, or stops waiting for it. */
        public void leave() {
            Bulkhead.this.leave(this, false, false);
        }

        /**
         * Tells how long the other side took; the limit learns from it.
         *
         * @param overloaded whether it has too much to do
         */
        public void answered(boolean overloaded) {
            Bulkhead.this.leave(this, true, overloaded);
        }
    }

    /** Asks for a place. */
    public Place enter() {
        var place = new Place();
        boolean full;
        synchronized (this) {
            full = underWay >= limit.now() || !waiting.isEmpty();
            if (!full) {
                admit(place);
            } else if (waiting.size() < maxWaiting) {
                waiting.add(place);
                return place;
            }
        }
        if (full) {
            place.over = true;
            place.entered.completeExceptionally(refused());
        } else {
            place.entered.complete(place);
        }
        return place;
    }

    /** How many are inside. */
    public synchronized int underWay() {
        return underWay;
    }

    /** How many wait. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** How many may be inside. */
    public int limit() {
        return limit.now();
    }

    private void admit(Place place) {
        underWay++;
        place.inside = true;
        place.since = nanoTime.getAsLong();
        place.company = underWay;
    }

    private void leave(Place place, boolean answered, boolean overloaded) {
        List<Place> next;
        synchronized (this) {
            if (answered && place.inside && !place.over) {
                limit.learn(nanoTime.getAsLong() - place.since, place.company, overloaded);
                return;
            }
            if (place.over || answered) {
                return;
            }
            place.over = true;
            if (!place.inside) {
                waiting.remove(place);
                return;
            }
            underWay--;
            next = admitWaiting();
        }
        next.forEach(admitted -> admitted.entered.complete(admitted));
    }

    private List<Place> admitWaiting() {
        var admitted = new java.util.ArrayList<Place>(1);
        while (underWay < limit.now() && !waiting.isEmpty()) {
            Place place = waiting.remove();
            admit(place);
            admitted.add(place);
        }
        return admitted;
    }

    private RuntimeException refused() {
        return new Failure(
                        Kind.OVERLOADED, "Too many requests are under way: " + name, RETRY_AFTER_SECONDS, 0, List.of())
                .asException();
    }
}
