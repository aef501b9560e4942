package io.aigateway.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What streams measured.
 *
 * @param streams    that ended well
 * @param errors     that did not
 * @param firstEvent from when the stream was due to its first event, in nanoseconds
 * @param transit    from when an event was made to when it arrived, in microseconds
 * @param gap        how much later or earlier an event came than the distance from the one before would have it, in microseconds
 * @param seconds    how long it took
 */
public record StreamLoad(
        long streams, long errors, Histogram firstEvent, Histogram transit, Histogram gap, double seconds) {

    /** Time to the first event in milliseconds. */
    public double firstEventMillis(double percentile) {
        return firstEvent.getValueAtPercentile(percentile) / 1e6;
    }

    /** Time on the way in milliseconds. */
    public double transitMillis(double percentile) {
        return transit.getValueAtPercentile(percentile) / 1e3;
    }

    /** How uneven the distance of two events was, in milliseconds. */
    public double gapMillis(double percentile) {
        return gap.getValueAtPercentile(percentile) / 1e3;
    }
}
