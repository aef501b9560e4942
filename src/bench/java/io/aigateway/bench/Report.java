package io.aigateway.bench;

import io.aigateway.bench.load.Load;
import io.aigateway.bench.load.StreamLoad;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Prints tables as they come, in Markdown, and keeps histograms as files. */
final class Report {
    private static final double MIB = 1024 * 1024;

    private final Path folder;
    private final Goals goals = new Goals();
    private String section = "";

    Report(Path folder) {
        this.folder = folder.resolve("histograms");
    }

    void calls(Case what, int concurrency, int delay, Map<Subject, List<CallSuite.Sample>> samples) {
        beginCalls();
        Row floor = null;
        Row direct = null;
        Row nginx = null;
        Row gateway = null;
        for (Map.Entry<Subject, List<CallSuite.Sample>> entry : samples.entrySet()) {
            Row row = Row.of(entry.getValue());
            String name = entry.getKey().name();
            direct = name.equals(Subject.DIRECT) ? row : direct;
            floor = name.equals(Subject.PROXY) ? row : floor;
            nginx = name.equals(Subject.NGINX) ? row : nginx;
            gateway = name.equals(Subject.GATEWAY) ? row : gateway;
            line(
                    what.title(),
                    what.needsUpstream() ? delay + " ms" : "none",
                    concurrency,
                    name,
                    whole(row.rate()),
                    floor == null ? "" : ratio(row.rate() / floor.rate()),
                    millis(row.p50()),
                    millis(row.p99()),
                    millis(row.p999()),
                    direct == null ? "" : millis(row.p50() - direct.p50()),
                    direct == null ? "" : millis(row.p99() - direct.p99()),
                    whole(row.cpu()),
                    whole(row.atRate()),
                    entry.getKey().jvm() == null ? "" : whole(row.bytes()));
            keep(what + "-" + concurrency + "-" + delay + "-" + name, entry.getValue());
            if (row.errors() > 0) {
                System.out.println("\n" + row.errors() + " requests failed\n");
            }
        }
        if (delay == 0 && direct != null && floor != null && gateway != null) {
            goals.ofCalls(what, concurrency, direct, floor, nginx, gateway);
        }
    }

    private void beginCalls() {
        begin(
                "Requests",
                "| case | upstream | connections | server | requests/s | ÷ Vert.x proxy | p50 ms | p99 ms | p99.9 ms"
                        + " | added p50 | added p99 | CPU µs/request | at the same rate | bytes/request |",
                14);
    }

    void streams(Case what, int concurrency, Map<Subject, StreamSuite.Sample> samples) {
        begin(
                "Streams",
                "| case | streams | server | failed | first event p50 ms | p99 | added p50 | added p99"
                        + " | event on its way p50 ms | p99 | added p99 | gap off by p99 ms | CPU µs/event |",
                13);
        StreamSuite.Sample direct = samples.values().iterator().next();
        for (Map.Entry<Subject, StreamSuite.Sample> entry : samples.entrySet()) {
            stream(what, concurrency, entry.getKey().name(), entry.getValue(), direct);
            if (entry.getKey().name().equals(Subject.GATEWAY)) {
                goals.ofStreams(what, concurrency, direct, entry.getValue());
            }
        }
    }

    private static void stream(
            Case what, int concurrency, String name, StreamSuite.Sample sample, StreamSuite.Sample direct) {
        StreamLoad load = sample.load();
        line(
                what.title(),
                concurrency,
                name,
                load.errors(),
                millis(load.firstEventMillis(50)),
                millis(load.firstEventMillis(99)),
                millis(load.firstEventMillis(50) - direct.load().firstEventMillis(50)),
                millis(load.firstEventMillis(99) - direct.load().firstEventMillis(99)),
                millis(load.transitMillis(50)),
                millis(load.transitMillis(99)),
                millis(load.transitMillis(99) - direct.load().transitMillis(99)),
                millis(load.gapMillis(99)),
                whole(sample.cpu()));
    }

    void open(OpenSuite.Sample sample) {
        goals.ofOpenStreams(sample);
        begin(
                "Open streams, heap of 512 MiB",
                "| streams | ended well | failed | events | later than 100 ms | p50 ms | p99 ms | slowest ms"
                        + " | heap per stream KiB | resident MiB | cores busy |",
                11);
        double perStream = (sample.openHeap() - sample.idleHeap()) / 1024.0 / sample.streams();
        line(
                sample.streams(),
                sample.load().streams(),
                sample.load().errors(),
                sample.load().transit().getTotalCount(),
                sample.lateOnes(),
                millis(sample.load().transitMillis(50)),
                millis(sample.load().transitMillis(99)),
                millis(sample.load().transitMillis(100)),
                ratio(perStream),
                whole(sample.resident() / MIB),
                ratio(sample.cpu()));
    }

    void memory(MemorySuite.Sample sample) {
        goals.ofMemory(sample);
        begin(
                "Memory",
                "| JVM options | idle MiB | under full load MiB | 20 s after MiB | requests/s | p99 ms | collecting ms |",
                7);
        line(
                String.join(" ", sample.options()),
                whole(sample.idle() / MIB),
                String.join(
                        ", ",
                        sample.under().stream().map(bytes -> whole(bytes / MIB)).toList()),
                whole(sample.after() / MIB),
                whole(sample.load().rate()),
                millis(sample.load().millis(99)),
                sample.collectionMillis());
    }

    void start(StartSuite.Sample sample) {
        goals.ofStart(sample);
        begin("Start", "| how | to the first answer ms, median | fastest | slowest | resident MiB |", 5);
        List<Long> millis = sample.millis();
        line(
                sample.name(),
                millis.get(millis.size() / 2),
                millis.get(0),
                millis.get(millis.size() - 1),
                whole(sample.resident().get(millis.size() / 2) / MIB));
    }

    void cores(List<CoresSuite.Sample> samples) {
        begin("Cores", "| cores | requests/s | ÷ one core | cores busy |", 4);
        double one = samples.get(0).rate();
        samples.forEach(
                sample -> line(sample.cores(), whole(sample.rate()), ratio(sample.rate() / one), ratio(sample.busy())));
    }

    /** Prints goals, and what was measured beside them. */
    void goals() {
        System.out.println(goals.table());
    }

    private void keep(String name, List<CallSuite.Sample> samples) {
        var all = new Histogram(3);
        samples.stream().map(CallSuite.Sample::open).map(Load::latency).forEach(all::add);
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(name.replace(' ', '_') + ".hgrm");
            try (var out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
                all.outputPercentileDistribution(out, 1e6);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin(String title, String head, int columns) {
        if (!section.equals(title)) {
            section = title;
            System.out.println("\n## " + title + "\n\n" + head + "\n|" + " --- |".repeat(columns));
        }
    }

    private static void line(Object... cells) {
        var line = new StringBuilder("|");
        for (Object cell : cells) {
            line.append(' ').append(cell).append(" |");
        }
        System.out.println(line);
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
