package io.aigateway.http.operations;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether this node can serve, part by part. Parts look at what is known already and ask nobody: however many probes come, no
 * provider hears of them. What a part found is kept for a second.
 */
public final class Health {
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<Part> parts;
    private final AtomicBoolean running = new AtomicBoolean();

    /**
     * What a look at something found.
     *
     * @param fine whether it works
     * @param text what is so, and when it is not fine how to mend it
     */
    public record Finding(boolean fine, String text) {}

    /**
     * A finding and what it is about.
     *
     * @param name     of the part, e.g. {@code keys}
     * @param required whether nothing can be served without it
     */
    public record Checked(String name, boolean required, Finding finding) {}

    /** Something that is looked at. */
    public static final class Part {
        private final String name;
        private final boolean required;
        private final Supplier<Finding> look;
        private final LongSupplier nanoTime;
        private @Nullable Finding found;
        private long foundAt;

        /**
         * A part.
         *
         * @param required whether the node is not ready without it
         * @param look     quick, and safe on any thread; what it throws is not fine
         * @param nanoTime a clock, in nanoseconds
         */
        public Part(String name, boolean required, Supplier<Finding> look, LongSupplier nanoTime) {
            this.name = name;
            this.required = required;
            this.look = look;
            this.nanoTime = nanoTime;
        }

        private synchronized Checked check() {
            long now = nanoTime.getAsLong();
            Finding last = found;
            if (last == null || now - foundAt >= KEPT_NANOS) {
                last = look();
                found = last;
                foundAt = now;
            }
            return new Checked(name, required, last);
        }

        private Finding look() {
            try {
                return look.get();
            } catch (RuntimeException e) {
                return new Finding(false, "cannot be looked at: " + e.getClass().getSimpleName());
            }
        }
    }

    public Health(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** Everything is deployed: from now on requests are welcome. */
    public void started() {
        running.set(true);
    }

    /** The node is going to stop: no more requests, please. */
    public void stopping() {
        running.set(false);
    }

    /** Whether requests can be served. */
    public boolean isReady() {
        return report().stream().allMatch(part -> part.finding().fine() || !part.required());
    }

    /** Every part. */
    public List<Checked> report() {
        Finding process = running.get()
                ? new Finding(true, "everything is deployed")
                : new Finding(false, "the node is starting or stopping; wait");
        return Stream.concat(
                        Stream.of(new Checked("node", true, process)),
                        parts.stream().map(Part::check))
                .toList();
    }
}
