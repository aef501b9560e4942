package io.aigateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.kernel.Caller;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.Purpose;
import io.aigateway.observe.ProviderMetrics.State;
import io.aigateway.testkit.Scrape;
import io.aigateway.testkit.Scrape.Sample;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a scrape shows, compared with the contract's list and with the gateway's own. Contract section 10.4. */
class MetricsTest {
    private static final String INFERENCE =
            "model_engine model_name lsp_version gitlab_version client_type gitlab_realm"
                    + " is_gitlab_team_member error error_type streaming feature_category unit_primitive finish_reason";

    private static final Scrape SCRAPE = EveryMeter.scrape();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private static List<Metric> families() {
        return Metrics.all().toList();
    }

    private Scrape scrape() {
        return Scrape.of(registry.scrape());
    }

    private static Set<String> buckets(String family) {
        return SCRAPE.family(family)
                .filter(sample -> sample.name().endsWith("_bucket"))
                .map(sample -> sample.labels().get("le"))
                .filter(limit -> !limit.equals("+Inf"))
                .map(limit -> String.valueOf(Double.parseDouble(limit)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> words(String text) {
        return text == null ? Set.of() : new TreeSet<>(List.of(text.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "http_request_duration_seconds, histogram, handler method status",
        "model_inferences_in_flight, gauge, model_engine model_name",
        "model_inferences_max_concurrent, gauge, model_engine model_name",
        "model_max_input_tokens, gauge, model_engine model_name",
        "model_max_output_tokens, gauge, model_engine model_name",
        "model_max_total_tokens, gauge, model_engine model_name",
        "model_inferences_total, counter, INFERENCE",
        "inference_request_duration_seconds, histogram, INFERENCE",
        "inference_input_tokens_total, counter, INFERENCE",
        "inference_output_tokens_total, counter, INFERENCE",
        "inference_total_tokens_total, counter, INFERENCE",
        "code_suggestions_prompt_language_total, counter, lang extension editor_lang",
        "code_suggestions_post_processing_duration_seconds, histogram, model_engine model_name",
        "ai_gateway_threads_count, gauge, pid",
        "usage_quota_check_total, counter, result realm",
        "usage_quota_customersdot_requests_total, counter, outcome status",
        "usage_quota_customersdot_latency_seconds, histogram, realm"
    })
    void hasTheContractsNamesAndLabels(String family, String type, String labels) {
        assertThat(SCRAPE.types()).containsEntry(family, type);
        assertThat(SCRAPE.family(family))
                .isNotEmpty()
                .allSatisfy(sample ->
                        assertThat(sample.labelNames()).isEqualTo(words(labels.replace("INFERENCE", INFERENCE))));
    }

    @ParameterizedTest
    @CsvSource({
        "http_request_duration_seconds, 0.5 1.0 2.5 5.0 10.0 30.0 60.0",
        "inference_request_duration_seconds, 0.5 1.0 2.5 5.0 10.0 30.0 60.0",
        "usage_quota_customersdot_latency_seconds, 0.01 0.025 0.05 0.1 0.25 0.5 1.0 2.5 5.0 10.0"
    })
    void hasTheContractsBuckets(String family, String buckets) {
        assertThat(buckets(family)).isEqualTo(words(buckets));
    }

    @ParameterizedTest
    @MethodSource("families")
    void showsWhatIsDeclared(Metric metric) {
        assertThat(SCRAPE.types())
                .containsEntry(metric.name(), metric.kind().name().toLowerCase(Locale.ROOT));
        assertThat(SCRAPE.family(metric.name()))
                .isNotEmpty()
                .allSatisfy(
                        sample -> assertThat(sample.labelNames()).containsExactlyInAnyOrderElementsOf(metric.labels()));
        assertThat(buckets(metric.name()))
                .isEqualTo(
                        metric.buckets().stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void showsNothingThatIsNotDeclared() {
        Set<String> declared = families().stream().map(Metric::name).collect(Collectors.toSet());

        assertThat(SCRAPE.types().keySet())
                .filteredOn(name -> !name.matches("(jvm|process|system)_.*"))
                .allMatch(name -> declared.contains(name.replaceFirst("_max$", "")) || declared.contains(name));
    }

    @Test
    void showsTheJvm() {
        assertThat(SCRAPE.types().keySet())
                .contains(
                        "jvm_memory_used_bytes",
                        "jvm_gc_memory_allocated_bytes_total",
                        "jvm_threads_live_threads",
                        "jvm_classes_loaded_classes",
                        "process_cpu_usage",
                        "process_files_open_files",
                        "process_uptime_seconds");
    }

    @Test
    void takesFromCallersOnlyWhatHasTheRightForm() {
        var caller = new Caller(
                "issuer",
                "",
                "",
                "moon",
                new Caller.Grant(false, Set.of()),
                Set.of(),
                new Caller.Client("19.3.0-pre", "<script>", "x".repeat(1000), "perhaps"));

        new ModelMetrics(registry).ended(EveryMeter.call(null), caller, Purpose.UNKNOWN, 0, 0);

        Sample sample = scrape().family("model_inferences_total").findFirst().orElseThrow();
        assertThat(sample.labels())
                .containsEntry("gitlab_version", "19.3.0")
                .containsEntry("lsp_version", "other")
                .containsEntry("client_type", "other")
                .containsEntry("gitlab_realm", "other")
                .containsEntry("is_gitlab_team_member", "unknown")
                .containsEntry("feature_category", "unknown")
                .containsEntry("error", "no")
                .containsEntry("error_type", "none")
                .containsEntry("finish_reason", "stop");
    }

    @Test
    void keepsTheNumberOfSeriesBoundedWhateverCallersSend() {
        var metrics = new ModelMetrics(registry);
        IntStream.range(0, 5_000).forEach(i -> {
            var client = new Caller.Client("1." + i, "2." + i, "t" + (char) ('a' + i % 26), "");
            var caller = new Caller("", "", "", "", new Caller.Grant(false, Set.of()), Set.of(), client);
            metrics.ended(EveryMeter.call(null), caller, Purpose.UNKNOWN, 0, 0);
            metrics.firstToken("claude", "target" + i, 1);
        });

        Scrape scrape = scrape();
        assertThat(scrape.family("model_inferences_total").count()).isLessThanOrEqualTo(2_001);
        assertThat(scrape.sum("model_inferences_total")).isEqualTo(5_000);
        assertThat(scrape.family("gateway_model_first_token_seconds")
                        .filter(sample -> sample.name().endsWith("_count")))
                .hasSize(2_001);
    }

    @ParameterizedTest
    @CsvSource({
        "400, UPSTREAM_REFUSED, http_400",
        "403, UPSTREAM_REFUSED, permission_error",
        "413, UPSTREAM_REFUSED, prompt_too_long",
        "429, RATE_LIMITED, overloaded",
        "529, UPSTREAM_UNAVAILABLE, overloaded",
        "503, UPSTREAM_UNAVAILABLE, service_unavailable",
        "0, UPSTREAM_UNAVAILABLE, connection_error",
        "0, INTERNAL, other"
    })
    void namesErrorsAsTheContractDoes(int status, Kind kind, String errorType) {
        new ModelMetrics(registry)
                .ended(
                        EveryMeter.call(Failure.upstream(kind, "", status, 0)),
                        EveryMeter.CALLER,
                        Purpose.UNKNOWN,
                        0,
                        0);

        assertThat(scrape().sum("model_inferences_total", "error", "yes", "error_type", errorType))
                .isEqualTo(1);
    }

    @Test
    void addsUpBreakersOfTheSameTarget() {
        var metrics = new ProviderMetrics(registry);
        ProviderMetrics.BreakerMeter one = metrics.breaker("anthropic");
        ProviderMetrics.BreakerMeter other = metrics.breaker("anthropic");
        one.is(State.OPEN);
        one.is(State.OPEN);
        other.forget();

        Scrape scrape = scrape();
        assertThat(scrape.sum("gateway_provider_breakers", "state", "open")).isEqualTo(1);
        assertThat(scrape.sum("gateway_provider_breakers", "state", "closed")).isZero();
        assertThat(scrape.sum("gateway_provider_breaker_changes_total", "to", "open"))
                .isEqualTo(1);
    }
}
