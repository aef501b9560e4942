package io.aigateway.bench;

import io.aigateway.bench.load.Connections;
import io.aigateway.bench.load.Load;
import io.aigateway.bench.load.LoadRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests with one answer. In each round every subject is measured, one after the other, so that what else the machine does meets
 * them all; what is told is the median of the rounds.
 */
final class CallSuite {
    /** Of what the slowest can do, for latencies: a server at its limit has any latency one likes. */
    private static final double SHARE = 0.5;

    private final Options options;
    private final Rig rig;
    private final List<Subject> subjects;
    private final Connections connections;
    private final Report report;

    /**
     * One measurement.
     *
     * @param closed as fast as possible
     * @param open   at a fixed rate
     * @param cpu    time of the process for a request, in microseconds, as fast as possible
     * @param atRate the same at the fixed rate, which is one for all subjects
     * @param bytes  allocated for a request; below zero when it is no JVM
     */
    record Sample(Load closed, Load open, double cpu, double atRate, double bytes) {}

    CallSuite(Options options, Rig rig, List<Subject> subjects, Connections connections, Report report) {
        this.options = options;
        this.rig = rig;
        this.subjects = subjects;
        this.connections = connections;
        this.report = report;
    }

    void run() {
        for (Case what : options.cases()) {
            if (!what.isStream()) {
                run(what);
            }
        }
    }

    private void run(Case what) {
        rig.answerAfter(0, 1, 1);
        for (Subject subject : subjects) {
            WarmUp.calls(subject, what, connections, options.warmUp());
        }
        for (int delay : options.delays()) {
            if (delay == 0 || what.needsUpstream()) {
                rig.answerAfter(delay, 1, 1);
                options.concurrency().forEach(concurrency -> run(what, concurrency, delay));
            }
        }
    }

    private void run(Case what, int concurrency, int delay) {
        Map<Subject, List<Sample>> samples = new LinkedHashMap<>();
        subjects.forEach(subject -> samples.put(subject, new ArrayList<>()));
        for (int round = 0; round < options.rounds(); round++) {
            Map<Subject, Closed> closed = new LinkedHashMap<>();
            subjects.forEach(subject -> closed.put(subject, closed(subject, what, concurrency)));
            double rate = SHARE
                    * closed.values().stream()
                            .mapToDouble(one -> one.load().rate())
                            .min()
                            .orElseThrow();
            closed.forEach((subject, one) -> {
                long cpu = subject.process().cpuNanos();
                Load open = LoadRun.open(connections, subject.target(what), concurrency, rate, options.seconds());
                double atRate = micros(subject.process().cpuNanos() - cpu, open);
                samples.get(subject).add(new Sample(one.load(), open, one.cpu(), atRate, one.bytes()));
            });
        }
        report.calls(what, concurrency, delay, samples);
    }

    private record Closed(Load load, double cpu, double bytes) {}

    private Closed closed(Subject subject, Case what, int concurrency) {
        long cpu = subject.process().cpuNanos();
        double allocated = allocated(subject.jvm());
        Load load = LoadRun.closed(connections, subject.target(what), concurrency, options.seconds());
        double bytes = (allocated(subject.jvm()) - allocated) / requests(load);
        return new Closed(load, micros(subject.process().cpuNanos() - cpu, load), bytes);
    }

    private static double micros(long nanos, Load load) {
        return nanos / requests(load) / 1e3;
    }

    private static double requests(Load load) {
        return Math.max(1, (double) (load.answers() + load.errors()));
    }

    private static double allocated(@Nullable Jvm jvm) {
        return jvm == null ? 0 : jvm.allocatedBytes();
    }
}
