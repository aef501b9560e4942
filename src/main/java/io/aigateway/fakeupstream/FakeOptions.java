package io.aigateway.fakeupstream;

import java.time.Duration;
import java.util.List;

/**
 * How a fake provider behaves to requests that say nothing of it.
 *
 * @param host       address to listen on
 * @param port       0 for any that is free
 * @param tokens     length of an answer
 * @param firstToken wait before a good answer
 * @param token      wait before each of its tokens
 * @param share      of requests that get one of the faults, from 0 to 1
 * @param faults     to draw from
 * @param seed       of the draw: the same requests in the same order get the same faults
 * @param longest    time after which any answer is cut off
 */
public record FakeOptions(
        String host,
        int port,
        int tokens,
        Duration firstToken,
        Duration token,
        double share,
        List<Faults> faults,
        long seed,
        Duration longest) {

    private static final int TOKENS = 24;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    public FakeOptions {
        if (share < 0 || share > 1) {
            throw new IllegalArgumentException("fault-share: " + share + " (expected: 0 to 1)");
        }
        if (share > 0 && faults.isEmpty()) {
            throw new IllegalArgumentException("faults: none (expected: some, where there is a fault-share)");
        }
        faults = List.copyOf(faults);
    }

    /** Good answers, at once, on a free port of the loopback interface. */
    public static FakeOptions defaults() {
        return new FakeOptions("127.0.0.1", 0, TOKENS, Duration.ZERO, Duration.ZERO, 0, List.of(), 1, LONGEST);
    }

    /** The same, but this share of requests gets one of these faults. */
    public FakeOptions withFaults(double ofRequests, String... texts) {
        List<Faults> read = List.of(texts).stream().map(Faults::read).toList();
        return new FakeOptions(host, port, tokens, firstToken, token, ofRequests, read, seed, longest);
    }
}
