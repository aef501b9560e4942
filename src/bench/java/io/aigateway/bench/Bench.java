package io.aigateway.bench;

import io.aigateway.bench.load.Connections;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs the benchmark and prints what it measured. See {@code docs/performance.md}. */
final class Bench {
    private Bench() {}

    /** Settings are system properties; see {@link Options}. */
    public static void main(String[] arguments) {
        Options options = Options.read();
        int all = Runtime.getRuntime().availableProcessors();
        Cores cores = Cores.halves();
        Cores.moveTo(cores.others());
        System.out.println("JDK " + Runtime.version() + ", cores " + all + ", " + cores + ", " + options);
        var report = new Report(Rig.FOLDER);
        try (var connections = new Connections();
                var rig = new Rig(cores)) {
            compare(options, rig, connections, report);
            if (options.suites().contains("open")) {
                new OpenSuite(options, rig, connections, report).run();
            }
            if (options.suites().contains("cores")) {
                new CoresSuite(options, connections, report).run(all);
            }
        }
        unpinned(options, report);
        report.goals();
        System.exit(0);
    }

    private static void compare(Options options, Rig rig, Connections connections, Report report) {
        if (!options.suites().contains("calls") && !options.suites().contains("streams")) {
            return;
        }
        List<Subject> subjects = new ArrayList<>();
        subjects.add(rig.direct());
        if (options.floors()) {
            subjects.add(rig.proxy());
        }
        Subject nginx = options.floors() ? rig.nginx() : null;
        if (nginx != null) {
            subjects.add(nginx);
        }
        subjects.add(rig.gateway());
        if (options.suites().contains("calls")) {
            new CallSuite(options, rig, subjects, connections, report).run();
        }
        if (options.suites().contains("streams")) {
            new StreamSuite(options, rig, subjects, connections, report).run();
        }
        subjects.stream()
                .sorted(Comparator.comparing(subject -> subject.name().equals(Subject.DIRECT)))
                .limit(subjects.size() - 1)
                .forEach(Subject::close);
    }

    /** What depends on all that a machine has: memory with the options that the JVM chooses, and the start. */
    private static void unpinned(Options options, Report report) {
        var everywhere = new Cores(List.of(), List.of());
        try (var connections = new Connections();
                var rig = new Rig(everywhere)) {
            if (options.suites().contains("memory")) {
                new MemorySuite(options, rig, connections, report).run();
            }
            if (options.suites().contains("start")) {
                new StartSuite(rig, report).run();
            }
        }
    }
}
