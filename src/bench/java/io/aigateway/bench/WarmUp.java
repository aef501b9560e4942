package io.aigateway.bench;

import io.aigateway.bench.load.Connections;
import io.aigateway.bench.load.LoadRun;
import io.aigateway.bench.load.StreamRun;
import org.jspecify.annotations.Nullable;

/**
 * Load until a subject is warm. A JVM is warm when its compiler has nothing left to do, which takes longer than one thinks: with one core the
 * compiler takes half of it for most of a minute, and all that is measured then is the compiler.
 */
final class WarmUp {
    private static final double IDLE_SHARE = 0.03;
    private static final int CALM = 2;
    private static final int MAX_SLICES = 40;
    private static final int CONNECTIONS = 32;
    private static final StreamRun.Plan STREAMS = new StreamRun.Plan(100, 30, 0.1, 0, 0.1);

    private WarmUp() {}

    /** Requests, until the compiler was idle in two slices of so many seconds, one after the other. */
    static void calls(Subject subject, Case what, Connections connections, double seconds) {
        run(subject, () -> LoadRun.closed(connections, subject.target(what), CONNECTIONS, seconds));
    }

    /** Streams. How they come is up to the rig. */
    static void streams(Subject subject, Case what, Connections connections) {
        run(subject, () -> StreamRun.of(connections, subject.target(what), STREAMS));
    }

    private static void run(Subject subject, Runnable slice) {
        int calm = 0;
        for (int i = 0; i < MAX_SLICES && calm < CALM; i++) {
            long start = System.nanoTime();
            long compiled = compileMillis(subject.jvm());
            slice.run();
            double share = (compileMillis(subject.jvm()) - compiled) * 1e6 / (System.nanoTime() - start);
            calm = share < IDLE_SHARE ? calm + 1 : 0;
        }
    }

    private static long compileMillis(@Nullable Jvm jvm) {
        return jvm == null ? 0 : jvm.compileMillis();
    }
}
