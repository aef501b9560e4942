package io.aigateway.bench;

import io.aigateway.bench.load.Connections;
import io.aigateway.bench.load.Load;
import io.aigateway.bench.load.LoadRun;
import java.util.ArrayList;
import java.util.List;

/** How much more the gateway does with more cores. */
final class CoresSuite {
    private static final int CONNECTIONS = 100;

    private final Options options;
    private final Report report;
    private final Connections connections;

    /** Requests a second with so many cores, and the cores that were busy then. */
    record Sample(int cores, double rate, double busy) {}

    CoresSuite(Options options, Connections connections, Report report) {
        this.options = options;
        this.connections = connections;
        this.report = report;
    }

    void run(int all) {
        List<Sample> samples = new ArrayList<>();
        for (int cores = 1; cores <= all; cores++) {
            try (var rig = new Rig(Cores.split(all, cores));
                    Subject gateway = rig.gateway()) {
                rig.answerAfter(0, 1, 1);
                WarmUp.calls(gateway, Case.COMPLETION, connections, options.warmUp());
                long cpu = gateway.process().cpuNanos();
                Load load = LoadRun.closed(
                        connections, gateway.target(Case.COMPLETION), CONNECTIONS, options.seconds() * 2);
                double busy = (gateway.process().cpuNanos() - cpu) / 1e9 / load.seconds();
                samples.add(new Sample(cores, load.rate(), busy));
            }
        }
        report.cores(samples);
    }
}
