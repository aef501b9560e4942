package io.aigateway.bench.micro;

import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the micro-benchmarks and prints them as a table: time and allocation of one operation. */
final class Micro {
    private Micro() {}

    /**
     * Those whose name matches {@code bench.micro}, a regular expression; all when there is none. {@code bench.forks} says in how many
     * JVMs.
     */
    public static void main(String[] arguments) throws RunnerException {
        Options options = new OptionsBuilder()
                .include("io\\.aigateway\\..*" + System.getProperty("bench.micro", ""))
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(Integer.getInteger("bench.forks", 2))
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        System.out.println("\n| operation | variant | µs | ± | bytes |\n| --- | --- | --- | --- | --- |");
        results.forEach(Micro::print);
    }

    private static void print(RunResult run) {
        Result<?> time = run.getPrimaryResult();
        Result<?> bytes = run.getSecondaryResults().get("gc.alloc.rate.norm");
        String name = run.getParams().getBenchmark().replaceAll(".*\\.(\\w+)\\.(\\w+)", "$1.$2");
        StringBuilder variant = new StringBuilder();
        run.getParams()
                .getParamsKeys()
                .forEach(key -> variant.append(run.getParams().getParam(key)));
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.2f | %.2f | %.0f |%n",
                name,
                variant,
                time.getScore() / 1000,
                time.getScoreError() / 1000,
                bytes == null ? Double.NaN : bytes.getScore());
    }
}
