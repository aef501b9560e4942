package io.aigateway.fakeupstream;

import io.aigateway.fakeupstream.Act.Ending;
import io.aigateway.fakeupstream.formats.Api;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a server does. It counts under a few hundred names at most: APIs, kinds of faults and HTTP statuses. */
final class Counters {
    private final LongAdder requests = new LongAdder();
    private final LongAdder complete = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final LongAdder abandoned = new LongAdder();
    private final LongAdder opened = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private final Map<String, LongAdder> byApi = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> byFault = new ConcurrentHashMap<>();

    void opened() {
        opened.increment();
    }

    void closed() {
        closed.increment();
    }

    void asked() {
        requests.increment();
    }

    void chosen(Api api, Faults faults) {
        adder(byApi, api.name()).increment();
        faults.list().forEach(fault -> adder(byFault, fault.name()).increment());
    }

    void ended(Ending how) {
        (how == Ending.END ? complete : broken).increment();
    }

    void abandoned() {
        abandoned.increment();
    }

    long openConnections() {
        long gone = closed.sum();
        return opened.sum() - gone;
    }

    Stats now() {
        long over = complete.sum() + broken.sum() + abandoned.sum();
        long asked = requests.sum();
        return new Stats(
                asked,
                sums(byApi),
                sums(byFault),
                asked - over,
                complete.sum(),
                broken.sum(),
                abandoned.sum(),
                openConnections(),
                opened.sum());
    }

    private static LongAdder adder(Map<String, LongAdder> adders, String name) {
        return adders.computeIfAbsent(name, unseen -> new LongAdder());
    }

    private static Map<String, Long> sums(Map<String, LongAdder> adders) {
        var sums = new TreeMap<String, Long>();
        adders.forEach((name, adder) -> sums.put(name, adder.sum()));
        return sums;
    }
}
