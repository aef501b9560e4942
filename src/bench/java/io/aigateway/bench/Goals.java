package io.aigateway.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was aimed at, and what was measured. */
final class Goals {
    /** Connections, and streams, that goals are about. */
    private static final int MANY = 100;

    private static final double MIB = 1024 * 1024;

    private final List<String> rows = new ArrayList<>();

    void ofCalls(Case what, int concurrency, Row direct, Row floor, @Nullable Row nginx, Row gateway) {
        if (what == Case.COMPLETION && concurrency == 1) {
            atMost("added latency at concurrency 1, p50, ms", 0.25, gateway.p50() - direct.p50());
            atMost("added latency at concurrency 1, p99, ms", 1, gateway.p99() - direct.p99());
        } else if (what == Case.COMPLETION && concurrency == MANY) {
            atLeast("v2 completion throughput ÷ Vert.x proxy", 0.7, gateway.rate() / floor.rate());
            rows.add(String.format(Locale.ROOT, "| bytes allocated per v2 completion | | %.0f | |", gateway.bytes()));
        } else if (concurrency == MANY && (what == Case.PROXY_1K || what == Case.PROXY_100K)) {
            atLeast(what.title() + " throughput ÷ Vert.x proxy", 0.85, gateway.rate() / floor.rate());
            if (nginx != null) {
                atLeast(what.title() + " throughput ÷ nginx", 0.6, gateway.rate() / nginx.rate());
            }
        }
    }

    void ofStreams(Case what, int concurrency, StreamSuite.Sample direct, StreamSuite.Sample gateway) {
        if (concurrency == MANY) {
            double p50 = gateway.load().firstEventMillis(50) - direct.load().firstEventMillis(50);
            double p99 = gateway.load().firstEventMillis(99) - direct.load().firstEventMillis(99);
            double gap = gateway.load().gapMillis(99) - direct.load().gapMillis(99);
            atMost(what.title() + ": added time to the first event, p50, ms", 0.5, p50);
            atMost(what.title() + ": added time to the first event, p99, ms", 2, p99);
            atMost(what.title() + ": added gap between events, p99, ms", 1, gap);
        }
    }

    void ofOpenStreams(OpenSuite.Sample sample) {
        atLeast("streams open in a heap of 512 MiB", 10_000, (double)
                sample.load().streams());
        atMost("slowest of their events, ms", 100, sample.load().transitMillis(100));
    }

    void ofMemory(MemorySuite.Sample sample) {
        if (sample.options().isEmpty()) {
            atMost("resident memory idle, MiB", 150, sample.idle() / MIB);
            atMost(
                    "resident memory under full load, MiB",
                    400,
                    sample.under().get(sample.under().size() - 1) / MIB);
        }
    }

    void ofStart(StartSuite.Sample sample) {
        atMost("start to the first answer, " + sample.name() + ", ms", 800, (double)
                sample.millis().get(sample.millis().size() / 2));
    }

    /** The table; empty when nothing was measured that a goal is about. */
    String table() {
        return rows.isEmpty()
                ? ""
                : "\n## Goals\n\n| what | goal | measured | reached |\n| --- | --- | --- | --- |\n"
                        + String.join("\n", rows) + "\n";
    }

    private void atMost(String what, double limit, double measured) {
        add(what, "at most " + number(limit), measured, measured <= limit);
    }

    private void atLeast(String what, double limit, double measured) {
        add(what, "at least " + number(limit), measured, measured >= limit);
    }

    private void add(String what, String goal, double measured, boolean reached) {
        rows.add("| " + what + " | " + goal + " | " + number(measured) + " | " + (reached ? "yes" : "**no**") + " |");
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
