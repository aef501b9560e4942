package io.aigateway.bench;

import io.aigateway.bench.load.Connections;
import io.aigateway.bench.load.StreamLoad;
import io.aigateway.bench.load.StreamRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Streams of fifty events, 20 ms apart: how much later the first comes, how much later each, and how evenly. */
final class StreamSuite {
    private static final int EVENTS = 50;
    private static final long GAP_MILLIS = 20;
    private static final double SECONDS = EVENTS * GAP_MILLIS / 1000.0;

    private final Options options;
    private final Rig rig;
    private final List<Subject> subjects;
    private final Connections connections;
    private final Report report;

    /**
     * One measurement.
     *
     * @param cpu time of the process for an event, in microseconds
     */
    record Sample(StreamLoad load, double cpu) {}

    StreamSuite(Options options, Rig rig, List<Subject> subjects, Connections connections, Report report) {
        this.options = options;
        this.rig = rig;
        this.subjects = subjects;
        this.connections = connections;
        this.report = report;
    }

    void run() {
        for (Case what : options.cases()) {
            if (what.isStream()) {
                rig.answerAfter(0, EVENTS, 1);
                subjects.forEach(subject -> WarmUp.streams(subject, what, connections));
                rig.answerAfter(0, EVENTS, GAP_MILLIS);
                options.concurrency().forEach(concurrency -> run(what, concurrency));
            }
        }
    }

    private void run(Case what, int concurrency) {
        int times = (int) Math.max(2, options.seconds() * options.rounds() / SECONDS);
        Map<Subject, Sample> samples = new LinkedHashMap<>();
        for (Subject subject : subjects) {
            var plan = new StreamRun.Plan(concurrency, times, SECONDS, SECONDS, SECONDS);
            long cpu = subject.process().cpuNanos();
            StreamLoad load = StreamRun.of(connections, subject.target(what), plan);
            double events = (double) concurrency * times * EVENTS;
            samples.put(subject, new Sample(load, (subject.process().cpuNanos() - cpu) / events / 1e3));
        }
        report.streams(what, concurrency, samples);
    }
}
