package io.aigateway.bench;

import io.aigateway.bench.load.Connections;
import io.aigateway.bench.load.StreamLoad;
import io.aigateway.bench.load.StreamRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Very many streams at once, each with an event a second, through a gateway with a heap of 512 MiB that speaks HTTP/2 over TLS with the
 * provider, as it does in production.
 */
final class OpenSuite {
    private static final String HEAP = "-Xmx512m";
    private static final long GAP_MILLIS = 1000;
    private static final double SETTLE = 5;
    private static final double MEASURED = 30;

    /** Seconds for the look at the memory, which stops everything for a full collection. No event counts then. */
    private static final double LOOK = 5;

    private final Options options;
    private final Rig rig;
    private final Connections connections;
    private final Report report;

    /**
     * One measurement.
     *
     * @param idleHeap bytes in use without streams
     * @param openHeap the same with all of them open
     * @param resident memory in RAM with all of them open, in bytes
     * @param cpu      cores that were busy
     * @param lateOnes events that came more than 100 ms late
     */
    record Sample(
            int streams, StreamLoad load, long idleHeap, long openHeap, long resident, double cpu, long lateOnes) {}

    OpenSuite(Options options, Rig rig, Connections connections, Report report) {
        this.options = options;
        this.rig = rig;
        this.connections = connections;
        this.report = report;
    }

    void run() {
        int count = options.openStreams();
        double spread = count / 500.0;
        int events = (int) (spread + SETTLE + MEASURED + LOOK);
        Map<String, String> variables = new HashMap<>(rig.secure());
        try (Subject gateway = rig.gateway(Rig.java(), jvm(), variables)) {
            rig.answerAfter(0, 50, 1);
            WarmUp.streams(gateway, Case.SUGGESTIONS, connections);
            long idle = gateway.jvm().liveBytes();
            rig.answerAfter(0, events, GAP_MILLIS);
            var openHeap = new AtomicLong();
            var resident = new AtomicLong();
            Thread look = look(gateway, (long) ((spread + SETTLE + MEASURED) * 1000), openHeap, resident);
            long cpu = gateway.process().cpuNanos();
            var plan = new StreamRun.Plan(count, 1, spread, spread + SETTLE, MEASURED, events);
            StreamLoad load = StreamRun.of(connections, gateway.target(Case.SUGGESTIONS), plan);
            look.join();
            double busy = (gateway.process().cpuNanos() - cpu) / 1e9 / load.seconds();
            long late = load.transit().getTotalCount() - load.transit().getCountBetweenValues(0, 100_000);
            report.open(new Sample(count, load, idle, openHeap.get(), resident.get(), busy, late));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> jvm() {
        return Stream.concat(Stream.of(HEAP), Options.gatewayOptions().stream()).toList();
    }

    /** Looks at the memory when everything that is to be measured has been. */
    private static Thread look(Subject gateway, long afterMillis, AtomicLong heap, AtomicLong resident) {
        var thread = new Thread(() -> {
            Child.pause(afterMillis);
            resident.set(gateway.process().residentBytes());
            heap.set(gateway.jvm().liveBytes());
        });
        thread.start();
        return thread;
    }
}
