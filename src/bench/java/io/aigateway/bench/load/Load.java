package io.aigateway.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What a run measured.
 *
 * @param seconds how long it took
 * @param answers with the expected status
 * @param errors  with another one, or none
 * @param latency in nanoseconds
 */
public record Load(double seconds, long answers, long errors, Histogram latency) {

    /** Answers in a second. */
    public double rate() {
        return answers / seconds;
    }

    /** A latency in milliseconds. */
    public double millis(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1e6;
    }
}
