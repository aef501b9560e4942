package io.aigateway.observe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every family of metrics that the gateway has, beside those of the JVM. Source of the first chapter: contract section 10.4. */
public final class Metrics {
    private static final List<Double> REQUEST = List.of(0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0);
    private static final List<Double> CALL = List.of(0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0);
    private static final List<Double> WAIT = List.of(0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0);
    private static final List<Double> PORTAL = List.of(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);
    private static final List<Double> TOKEN = List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0);
    private static final List<Double> LAG = List.of(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0);

    /** The default of the original's library. */
    private static final List<Double> USUAL =
            List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

    private static final String[] MODEL = {"model_engine", "model_name"};

    private static final String[] EDITOR = {"model_engine", "model_name", "lang"};

    private static final String[] INFERENCE = {
        "model_engine", "model_name", "lsp_version", "gitlab_version", "client_type", "gitlab_realm",
        "is_gitlab_team_member", "error", "error_type", "streaming", "feature_category", "unit_primitive",
        "finish_reason"
    };

    static final Metric HTTP_DURATION = Metric.histogram(
            "http_request_duration_seconds",
            "Time until the head of a response, of requests to known paths other than the four that need no token.",
            REQUEST,
            "handler",
            "method",
            "status");
    static final Metric IN_FLIGHT = Metric.gauge("model_inferences_in_flight", "Calls of models under way.", MODEL);
    static final Metric MAX_CONCURRENT =
            Metric.gauge("model_inferences_max_concurrent", "Calls at a time, by AIGW_MODEL_ENGINE_LIMITS.", MODEL);
    static final Metric MAX_INPUT_TOKENS =
            Metric.gauge("model_max_input_tokens", "Tokens read a minute, by AIGW_MODEL_ENGINE_LIMITS.", MODEL);
    static final Metric MAX_OUTPUT_TOKENS =
            Metric.gauge("model_max_output_tokens", "Tokens written a minute, by AIGW_MODEL_ENGINE_LIMITS.", MODEL);
    static final Metric MAX_TOTAL_TOKENS =
            Metric.gauge("model_max_total_tokens", "Tokens a minute, by AIGW_MODEL_ENGINE_LIMITS.", MODEL);
    static final Metric INFERENCES = Metric.counter("model_inferences_total", "Calls of models that ended.", INFERENCE);
    static final Metric INFERENCE_DURATION = Metric.histogram(
            "inference_request_duration_seconds",
            "How long calls of models took, streams included.",
            REQUEST,
            INFERENCE);
    static final Metric INPUT_TOKENS =
            Metric.counter("inference_input_tokens_total", "Tokens that models read, by their count.", INFERENCE);
    static final Metric OUTPUT_TOKENS =
            Metric.counter("inference_output_tokens_total", "Tokens that models wrote, by their count.", INFERENCE);
    static final Metric TOTAL_TOKENS =
            Metric.counter("inference_total_tokens_total", "Both of these together.", INFERENCE);
    static final Metric LANGUAGES = Metric.counter(
            "code_suggestions_prompt_language_total",
            "Code suggestions asked for, by language of the file.",
            "lang",
            "extension",
            "editor_lang");
    static final Metric POST_PROCESSING = Metric.histogram(
            "code_suggestions_post_processing_duration_seconds", "Time that cleaning an answer took.", USUAL, MODEL);
    static final Metric THREADS = Metric.gauge(
            "ai_gateway_threads_count",
            "Threads of the process; with AIGW_INSTRUMENTATOR__THREAD_MONITORING_ENABLED.",
            "pid");
    static final Metric QUOTA_CHECKS = Metric.counter(
            "usage_quota_check_total", "Checks of callers' credits, by result allow or deny.", "result", "realm");
    static final Metric QUOTA_REQUESTS = Metric.counter(
            "usage_quota_customersdot_requests_total", "Questions to the Customers Portal.", "outcome", "status");
    static final Metric QUOTA_LATENCY = Metric.histogram(
            "usage_quota_customersdot_latency_seconds", "How long the Customers Portal took.", PORTAL, "realm");

    static final Metric INFO = Metric.gauge("gateway_build", "Always 1; says what runs.", "version", "java");
    static final Metric READY = Metric.gauge("gateway_ready", "1 when requests can be served, else 0.");
    static final Metric REQUESTS_IN_FLIGHT =
            Metric.gauge("gateway_http_requests_in_flight", "Requests under way, streams included.");
    static final Metric MODEL_REQUESTS = Metric.counter(
            "gateway_model_requests_total",
            "Questions to models as callers see them: whatever was tried, one outcome. OK, or the kind of the failure.",
            "feature",
            "model",
            "provider",
            "outcome");
    static final Metric CALL_DURATION = Metric.histogram(
            "gateway_model_call_duration_seconds",
            "Calls of one target of a model; outcome ok, or the kind of the failure.",
            CALL,
            "model",
            "target",
            "outcome",
            "streaming");
    static final Metric FIRST_TOKEN = Metric.histogram(
            "gateway_model_first_token_seconds",
            "Time from the question to the first token of a stream.",
            CALL,
            "model",
            "target");
    static final Metric BETWEEN_TOKENS = Metric.histogram(
            "gateway_model_between_tokens_seconds", "Time from one piece of a stream to the next.", TOKEN, "model");
    static final Metric TOKENS = Metric.counter(
            "gateway_model_tokens_total",
            "Tokens by direction input, output or cached; estimated where the provider did not count.",
            "model",
            "direction",
            "estimated");
    static final Metric FALLBACKS = Metric.counter(
            "gateway_model_fallbacks_total", "Calls that went on to another target.", "model", "from", "reason");
    static final Metric HEDGES =
            Metric.counter("gateway_model_hedges_total", "Second calls made because the first was slow.", "model");
    static final Metric HEDGES_WON =
            Metric.counter("gateway_model_hedges_won_total", "Second calls that answered first.", "model");
    static final Metric CANCELLATIONS = Metric.counter(
            "gateway_model_cancellations_total",
            "Calls whose caller left, before or after the answer had begun.",
            "model",
            "begun");
    static final Metric RETRIES = Metric.counter(
            "gateway_provider_retries_total", "Calls that were repeated at the same target.", "provider", "reason");
    static final Metric TIMEOUTS = Metric.counter(
            "gateway_provider_timeouts_total", "Calls whose clock ran out, by clock.", "provider", "clock");
    static final Metric BREAKERS = Metric.gauge(
            "gateway_provider_breakers",
            "Circuit breakers by state closed, open or half_open; one for each place and key.",
            "target",
            "state");
    static final Metric BREAKER_CHANGES = Metric.counter(
            "gateway_provider_breaker_changes_total", "Circuit breakers that went into a state.", "target", "to");
    static final Metric CALLS_UNDER_WAY =
            Metric.gauge("gateway_provider_calls_in_flight", "Calls that are under way.", "provider");
    static final Metric CALLS_WAITING =
            Metric.gauge("gateway_provider_calls_waiting", "Calls that wait for their turn.", "provider");
    static final Metric CALLS_LIMIT =
            Metric.gauge("gateway_provider_calls_limit", "Calls that may be under way at once.", "provider");
    static final Metric BREAKERS_OPEN = Metric.gauge(
            "gateway_provider_breakers_open", "Targets that are left alone because they failed.", "provider");
    static final Metric FEATURE_IN_FLIGHT =
            Metric.gauge("gateway_feature_requests_in_flight", "Requests of a feature that are under way.", "feature");
    static final Metric FEATURE_WAITING = Metric.gauge(
            "gateway_feature_requests_waiting", "Requests of a feature that wait for their turn.", "feature");
    static final Metric FEATURE_SENT_AWAY = Metric.counter(
            "gateway_feature_requests_sent_away_total",
            "Requests of a feature that found too many others under way.",
            "feature");
    static final Metric LIMIT_COUNTERS = Metric.gauge("gateway_limit_counters", "Keys that limits count on this node.");
    static final Metric LIMIT_REFUSALS = Metric.counter(
            "gateway_limit_refusals_total",
            "Requests and questions to models that a limit refused.",
            "policy",
            "measure");
    static final Metric EXCHANGES = Metric.gauge(
            NodeMetrics.IN_FLIGHT, "Questions that are under way between parts of the gateway, asked and served here.");
    static final Metric REDACTIONS = Metric.counter(
            "gateway_redactions_total",
            "Credentials and personal data that were replaced in what models read.",
            "feature",
            "kind");
    static final Metric SUGGESTION_OUTCOMES = Metric.counter(
            "gateway_suggestion_outcomes_total",
            "What became of suggestions, as clients reported it: accepted or rejected.",
            "model",
            "language",
            "feature",
            "outcome");
    static final Metric SUGGESTION_LATENCY = Metric.histogram(
            "gateway_suggestion_latency_seconds",
            "How long users waited for suggestions, as clients reported it.",
            WAIT,
            "model",
            "feature");
    static final Metric SUGGESTION_REQUESTS =
            Metric.counter("code_suggestions_requests_total", "Suggestions asked for, by editors' count.", EDITOR);
    static final Metric SUGGESTION_ACCEPTS =
            Metric.counter("code_suggestions_accepts_total", "Suggestions taken over, by editors' count.", EDITOR);
    static final Metric SUGGESTION_ERRORS =
            Metric.counter("code_suggestions_errors_total", "Requests that failed, by editors' count.", EDITOR);
    static final Metric LOOP_LAG = Metric.histogram(
            "gateway_event_loop_lag_seconds", "How late event loops do what was due; they are blocked meanwhile.", LAG);

    private static final List<Metric> OF_THE_CONTRACT = List.of(
            HTTP_DURATION,
            IN_FLIGHT,
            MAX_CONCURRENT,
            MAX_INPUT_TOKENS,
            MAX_OUTPUT_TOKENS,
            MAX_TOTAL_TOKENS,
            INFERENCES,
            INFERENCE_DURATION,
            INPUT_TOKENS,
            OUTPUT_TOKENS,
            TOTAL_TOKENS,
            LANGUAGES,
            POST_PROCESSING,
            THREADS,
            QUOTA_CHECKS,
            QUOTA_REQUESTS,
            QUOTA_LATENCY);

    private static final List<Metric> OWN = List.of(
            INFO,
            READY,
            REQUESTS_IN_FLIGHT,
            MODEL_REQUESTS,
            CALL_DURATION,
            FIRST_TOKEN,
            BETWEEN_TOKENS,
            TOKENS,
            FALLBACKS,
            HEDGES,
            HEDGES_WON,
            CANCELLATIONS,
            RETRIES,
            TIMEOUTS,
            BREAKERS,
            BREAKER_CHANGES,
            CALLS_UNDER_WAY,
            CALLS_WAITING,
            FEATURE_IN_FLIGHT,
            FEATURE_WAITING,
            FEATURE_SENT_AWAY,
            LIMIT_COUNTERS,
            LIMIT_REFUSALS,
            EXCHANGES,
            REDACTIONS,
            CALLS_LIMIT,
            BREAKERS_OPEN,
            SUGGESTION_OUTCOMES,
            SUGGESTION_LATENCY,
            SUGGESTION_REQUESTS,
            SUGGESTION_ACCEPTS,
            SUGGESTION_ERRORS,
            LOOP_LAG);

    private Metrics() {}

    /** Families by chapter of the reference. */
    public static Map<String, List<Metric>> chapters() {
        var chapters = new LinkedHashMap<String, List<Metric>>();
        chapters.put("Those of GitLab's gateway", OF_THE_CONTRACT);
        chapters.put("This gateway's own", OWN);
        return chapters;
    }

    /** Every family. */
    public static Stream<Metric> all() {
        return chapters().values().stream().flatMap(List::stream);
    }
}
