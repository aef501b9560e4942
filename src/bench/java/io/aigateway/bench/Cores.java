package io.aigateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which cores the servers under test run on, and which are left to the load generator and the upstream, so that neither takes the
 * other's time. Without {@code taskset}, or with one core, everything runs everywhere.
 *
 * @param subject cores of servers under test
 * @param others  cores of everything else
 */
record Cores(List<Integer> subject, List<Integer> others) {

    /** Half of the machine for each. */
    static Cores halves() {
        int all = Runtime.getRuntime().availableProcessors();
        return all < 2 || !canPin() ? new Cores(List.of(), List.of()) : split(all, all / 2);
    }

    /** The first so many for the servers, the rest, but at least the last, for the others. */
    static Cores split(int all, int forSubject) {
        return new Cores(range(0, forSubject), range(Math.min(forSubject, all - 1), all));
    }

    /** What comes before a command so that it runs on these cores. */
    static List<String> prefix(List<Integer> cores) {
        return cores.isEmpty() ? List.of() : List.of("taskset", "-c", list(cores));
    }

    /** Moves this process, with all its threads. */
    static void moveTo(List<Integer> cores) {
        if (!cores.isEmpty()) {
            String pid = String.valueOf(ProcessHandle.current().pid());
            run("taskset", "-a", "-p", "-c", list(cores), pid);
        }
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static String list(List<Integer> cores) {
        return cores.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static boolean canPin() {
        return Files.isExecutable(Path.of("/usr/bin/taskset"));
    }

    private static void run(String... command) {
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
