package io.aigateway.http;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The processor time of the process. The system counts it in steps of ten milliseconds and takes several microseconds to tell, so it is
 * asked at most once in such a step, however many requests want to know.
 */
final class ProcessCpu {
    private static final long STEP_NANOS = 10_000_000;

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static volatile Reading last = read(System.nanoTime());

    private record Reading(long at, long nanos) {}

    private ProcessCpu() {}

    /** In nanoseconds, from the beginning of the process. */
    static long nanos() {
        long now = System.nanoTime();
        Reading known = last;
        if (now - known.at() < STEP_NANOS) {
            return known.nanos();
        }
        Reading read = read(now);
        last = read;
        return read.nanos();
    }

    private static Reading read(long now) {
        return new Reading(now, PROCESS.getProcessCpuTime());
    }
}
