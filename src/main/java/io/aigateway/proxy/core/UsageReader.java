package io.aigateway.proxy.core;

import io.aigateway.model.api.Usage;
import java.util.EnumMap;
import java.util.Map;

/** Reads what a passing answer consumed, streamed or not, without holding it up or keeping it. Source: contract section 4.7. */
public final class UsageReader {
    private static final String EVENT_STREAM = "text/event-stream";

    private final Map<Counter, Long> counted = new EnumMap<>(Counter.class);
    private final NumberWatch watch = new NumberWatch(this::count);
    private final EventLines lines = new EventLines(new EventLines.Listener() {
        @Override
        public void data(byte[] bytes, int from, int to) {
            watch.feed(bytes, from, to);
        }

        @Override
        public void endOfEvent() {
            watch.reset();
        }
    });
    private final boolean events;

    /** Reads one answer. */
    public UsageReader(String contentType) {
        this.events = contentType.regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length());
    }

    /** Reads the next bytes, however they are cut. */
    public void feed(byte[] bytes) {
        if (events) {
            lines.feed(bytes);
        } else {
            watch.feed(bytes, 0, bytes.length);
        }
    }

    /** What has been stated so far; later statements of a stream replace earlier ones. */
    public Usage usage() {
        if (counted.isEmpty()) {
            return Usage.UNKNOWN;
        }
        long cached = of(Counter.CACHE_READ) + of(Counter.CACHED);
        long input = of(Counter.INPUT) + of(Counter.CACHE_READ) + of(Counter.CACHE_WRITTEN) + of(Counter.EMBEDDED);
        long output = of(Counter.OUTPUT) + of(Counter.THOUGHTS);
        return new Usage(whole(input), whole(output), whole(cached), true);
    }

    private void count(Counter counter, long number) {
        if (counter == Counter.EMBEDDED) {
            counted.merge(counter, number, Long::sum);
        } else {
            counted.put(counter, number);
        }
    }

    private long of(Counter counter) {
        return counted.getOrDefault(counter, 0L);
    }

    private static int whole(long number) {
        return (int) Math.min(number, Integer.MAX_VALUE);
    }
}
