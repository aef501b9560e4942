package io.aigateway.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is run, and how long; from system properties, which {@code docs/performance.md} explains.
 *
 * @param suites      {@code calls}, {@code streams}, {@code open}, {@code memory}, {@code start}, {@code cores}
 * @param cases       of calls and streams
 * @param concurrency how many connections
 * @param delays      of the upstream, in milliseconds
 * @param seconds     of each measurement
 * @param rounds      of each measurement; medians are told
 * @param warmUp      seconds of load after which is looked whether a subject is warm
 * @param openStreams how many streams are open at once
 * @param floors      whether the plain proxy and nginx are measured too
 */
record Options(
        List<String> suites,
        List<Case> cases,
        List<Integer> concurrency,
        List<Integer> delays,
        double seconds,
        int rounds,
        double warmUp,
        int openStreams,
        boolean floors) {

    static Options read() {
        return new Options(
                list("bench.suites", "calls,streams,open,memory,start,cores"),
                list(
                                "bench.cases",
                                String.join(
                                        ",",
                                        Arrays.stream(Case.values())
                                                .map(Case::name)
                                                .toList()))
                        .stream()
                        .map(Case::valueOf)
                        .toList(),
                numbers("bench.concurrency", "1,10,100,1000"),
                numbers("bench.delays", "0,20"),
                Double.parseDouble(System.getProperty("bench.seconds", "4")),
                Integer.parseInt(System.getProperty("bench.rounds", "3")),
                Double.parseDouble(System.getProperty("bench.warmUp", "5")),
                Integer.parseInt(System.getProperty("bench.openStreams", "10000")),
                Boolean.parseBoolean(System.getProperty("bench.floors", "true")));
    }

    /** Of the gateway's JVM; none unless they are what is to be compared. */
    static List<String> gatewayOptions() {
        return Stream.of(System.getProperty("bench.jvm", "").split(" "))
                .filter(option -> !option.isEmpty())
                .toList();
    }

    /** JDKs whose start is measured. */
    static List<Path> jdks() {
        return list("bench.jdks", System.getProperty("java.home")).stream()
                .map(Path::of)
                .toList();
    }

    private static List<Integer> numbers(String name, String otherwise) {
        return list(name, otherwise).stream().map(Integer::valueOf).toList();
    }

    private static List<String> list(String name, String otherwise) {
        return List.of(System.getProperty(name, otherwise).split(","));
    }
}
