package io.aigateway.bench;

import io.aigateway.bench.load.Connections;
import io.aigateway.bench.load.Load;
import io.aigateway.bench.load.LoadRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the gateway has in RAM: without work, under full load, and a while after it. */
final class MemorySuite {
    private static final int CONNECTIONS = 100;
    private static final int PLATEAU_MEASUREMENTS = 6;
    private static final long REST_MILLIS = 20_000;

    /** Collectors that are compared; the first are the JVM's own choice. */
    private static final List<List<String>> COLLECTORS = List.of(
            List.of(),
            List.of("-XX:+UseSerialGC"),
            List.of("-XX:+UseParallelGC"),
            List.of("-XX:+UseG1GC"),
            List.of("-XX:+UseZGC"));

    private final Options options;
    private final Rig rig;
    private final Connections connections;
    private final Report report;

    /**
     * One measurement; memory in bytes.
     *
     * @param options of the JVM
     * @param under   full load, one measurement after the other
     */
    record Sample(List<String> options, long idle, List<Long> under, long after, Load load, long collectionMillis) {}

    MemorySuite(Options options, Rig rig, Connections connections, Report report) {
        this.options = options;
        this.rig = rig;
        this.connections = connections;
        this.report = report;
    }

    void run() {
        rig.answerAfter(0, 1, 1);
        COLLECTORS.forEach(this::run);
    }

    private void run(List<String> jvm) {
        Child process = rig.startGateway(Rig.java(), jvm, Map.of());
        try (var gateway = new Subject(Subject.GATEWAY, process, null, rig.issuer())) {
            LoadRun.closed(connections, gateway.target(Case.COMPLETION), 1, 0.2);
            Child.pause(3000);
            long idle = process.residentBytes();
            List<Long> under = new ArrayList<>();
            Load load = null;
            for (int i = 0; i < PLATEAU_MEASUREMENTS; i++) {
                double seconds = Math.max(5, options.seconds());
                load = LoadRun.closed(connections, gateway.target(Case.COMPLETION), CONNECTIONS, seconds);
                under.add(process.residentBytes());
            }
            Child.pause(REST_MILLIS);
            long after = process.residentBytes();
            try (Jvm inside = Jvm.of(process.pid())) {
                report.memory(new Sample(
                        jvm, idle, under, after, java.util.Objects.requireNonNull(load), inside.collectionMillis()));
            }
        }
    }
}
