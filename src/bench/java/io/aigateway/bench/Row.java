package io.aigateway.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Medians of some measurements of requests.
 *
 * @param rate   requests a second
 * @param p50    and the other latencies in milliseconds
 * @param cpu    microseconds for a request
 * @param atRate the same at the rate that all have in common
 * @param bytes  allocated for a request
 * @param errors of all measurements together
 */
record Row(double rate, double p50, double p99, double p999, double cpu, double atRate, double bytes, long errors) {
    static Row of(List<CallSuite.Sample> samples) {
        return new Row(
                median(samples, sample -> sample.closed().rate()),
                median(samples, sample -> sample.open().millis(50)),
                median(samples, sample -> sample.open().millis(99)),
                median(samples, sample -> sample.open().millis(99.9)),
                median(samples, CallSuite.Sample::cpu),
                median(samples, CallSuite.Sample::atRate),
                median(samples, CallSuite.Sample::bytes),
                samples.stream()
                        .mapToLong(sample ->
                                sample.closed().errors() + sample.open().errors())
                        .sum());
    }

    private static double median(List<CallSuite.Sample> samples, ToDoubleFunction<CallSuite.Sample> value) {
        double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
