package io.aigateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps docs/metrics.md true. To write it anew: {@code ./mvnw test -Dtest=MetricsPageTest -Dupdate.docs=true}. */
class MetricsPageTest {
    private static final Path PAGE = Path.of("docs/metrics.md");

    private static final String INTRODUCTION = """
            # Metrics

            This page is made from the meters themselves; a test compares them.

            Prometheus reads them at `http://<AIGW_FASTAPI__METRICS_HOST>:<AIGW_FASTAPI__METRICS_PORT>/metrics` (8082 when nothing is set), without a
            token: that port belongs to operators and must not be reachable from the internet. Rules and a dashboard are in
            [conf/observability](../conf/observability), what to do about each alert in [operations.md](operations.md#alerts).

            Label values are bounded: models are identifiers of the catalogue, targets are `provider:region#key`, versions and client types count
            only in the form they should have and only the first few of them, further ones are `other`. What nobody said is `unknown`. Histograms
            have a gauge beside them whose name ends in `_max`: the largest value of the last minutes.
            """;

    private static final String END = """

            ## The JVM

            Memory, garbage collection, threads, classes, processor and files, by the names that Micrometer gives them: `jvm_*`, `process_*`,
            `system_*`. On the dashboard are `jvm_memory_used_bytes`, `jvm_memory_max_bytes`, `jvm_gc_pause_seconds` and `process_cpu_usage`.

            ## Not exported

            `bind_tools_cache_hits_total`, `bind_tools_cache_misses_total`, `bind_tools_duration_seconds`, `bind_tools_cache_size` and
            `bind_tools_cache_evictions_total` of GitLab's gateway measure a cache that this gateway does not need
            ([ADR 14](adr/0014-operations-port.md)).
            """;

    @Test
    void describesEveryFamily() throws IOException {
        String page = page();
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() {
        var page = new StringBuilder(INTRODUCTION);
        Metrics.chapters().forEach((chapter, metrics) -> {
            page.append("\n## ").append(chapter).append("\n\n");
            page.append("| Name | Kind | Labels | Meaning |\n| --- | --- | --- | --- |\n");
            metrics.forEach(metric -> page.append(row(metric)));
        });
        return page.append(END).toString();
    }

    private static String row(Metric metric) {
        String labels = metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        String buckets = metric.buckets().isEmpty()
                ? ""
                : " Buckets: " + metric.buckets().stream().map(String::valueOf).collect(Collectors.joining(", "))
                        + " s.";
        return "| `" + metric.name() + "` | " + metric.kind().name().toLowerCase(Locale.ROOT) + " | " + labels + " | "
                + metric.help() + buckets + " |\n";
    }
}
