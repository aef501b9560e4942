package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.TestGateway;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Reply;
import io.aigateway.testkit.Scrape;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real requests, seen through a real scrape. Contract sections 6.6 and 10.4. */
class MetricsE2eTest {
    private static final String COMPLETION = """
            {"prompt_version": 1, "current_file": {"file_name": "a.py", "language_identifier": "python",
             "content_above_cursor": "x = 1", "content_below_cursor": ""}, "model_provider": "fireworks_ai", "stream": %s}
            """;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(
                "CUSTOMER_PORTAL_USAGE_QUOTA_API_USER", "user",
                "CUSTOMER_PORTAL_USAGE_QUOTA_API_TOKEN", "token",
                "AIGW_INSTRUMENTATOR__THREAD_MONITORING_ENABLED", "true",
                "AIGW_MODEL_ENGINE_LIMITS",
                        "{\"anthropic\": {\"claude\": {\"concurrency\": 7, \"input_tokens\": 1000}}}");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private TestGateway.Call rails() {
        return gateway.as(gateway.issuer()
                        .token()
                        .scopes("complete_code", "duo_chat")
                        .claim("skip_usage_cutoff", true))
                .header("X-Gitlab-Version", "19.3.1")
                .header("X-Gitlab-Language-Server-Version", "8.2.0")
                .header("X-Gitlab-Client-Type", "ide")
                .header("X-Gitlab-Is-Team-Member", "true");
    }

    @Test
    void countsACompletionUnderTheContractsLabels() {
        gateway.upstream().willAnswer(Wire.completion("planted"));

        rails().post("/v2/code/completions", COMPLETION.formatted(false));

        Scrape scrape = gateway.scrape();
        String[] labels = {
            "model_engine", "fireworks",
            "lsp_version", "8.2.0",
            "gitlab_version", "19.3.1",
            "client_type", "ide",
            "gitlab_realm", "self-managed",
            "is_gitlab_team_member", "yes",
            "error", "no",
            "error_type", "none",
            "streaming", "no",
            "feature_category", "code_suggestions",
            "unit_primitive", "complete_code",
            "finish_reason", "stop"
        };
        assertThat(scrape.sum("model_inferences_total", labels)).isEqualTo(1);
        assertThat(scrape.sum("inference_request_duration_seconds_count", labels))
                .isEqualTo(1);
        assertThat(scrape.sum("inference_input_tokens_total", labels)).isEqualTo(17);
        assertThat(scrape.sum("inference_output_tokens_total", labels)).isEqualTo(3);
        assertThat(scrape.sum("inference_total_tokens_total", labels)).isEqualTo(20);
        assertThat(scrape.sum("model_inferences_in_flight")).isZero();
        assertThat(scrape.sum(
                        "http_request_duration_seconds_count",
                        "handler",
                        "/v2/code/completions",
                        "method",
                        "POST",
                        "status",
                        "2xx"))
                .isEqualTo(1);
        assertThat(scrape.sum(
                        "code_suggestions_prompt_language_total",
                        "lang",
                        "python",
                        "extension",
                        "py",
                        "editor_lang",
                        "python"))
                .isEqualTo(1);
        assertThat(scrape.sum("gateway_model_requests_total", "feature", "code_suggestions", "outcome", "ok"))
                .isEqualTo(1);
        assertThat(scrape.sum("gateway_model_tokens_total", "direction", "input"))
                .isEqualTo(17);
    }

    @Test
    void measuresTheTokensOfAStream() {
        gateway.upstream().willAnswer(Wire.completionStream("one", "two", "three"));

        rails().post("/v2/code/completions", COMPLETION.formatted(true));

        OnLoop.until("the stream was counted", () -> gateway.scrape().sum("model_inferences_total") == 1);
        Scrape scrape = gateway.scrape();
        assertThat(scrape.sum("gateway_model_first_token_seconds_count", "target", "fireworks"))
                .isEqualTo(1);
        assertThat(scrape.sum("gateway_model_between_tokens_seconds_count")).isEqualTo(2);
        assertThat(scrape.sum("gateway_model_call_duration_seconds_count", "streaming", "yes", "outcome", "ok"))
                .isEqualTo(1);
    }

    @Test
    void countsFailuresByWhatWentWrong() {
        gateway.upstream().willAlwaysAnswer(Reply.json(503, "{}"));

        rails().post("/v2/code/completions", COMPLETION.formatted(false));

        Scrape scrape = gateway.scrape();
        assertThat(scrape.sum("model_inferences_total", "error", "yes", "error_type", "service_unavailable"))
                .isPositive();
        assertThat(scrape.sum("gateway_model_requests_total", "outcome", "UPSTREAM_UNAVAILABLE"))
                .isEqualTo(1);
        assertThat(scrape.sum("http_request_duration_seconds_count", "status", "5xx"))
                .isEqualTo(1);
        assertThat(scrape.sum("gateway_provider_breakers", "state", "closed")).isPositive();
    }

    @Test
    void namesRoutesByTheirTemplatesAndIgnoresUnknownPaths() {
        rails().post("/v1/chat/agent", "{}");
        rails().post("/v1/prompts/chat%2Fexplain_code", "{}");
        rails().post("/v1/proxy/anthropic/v1/nothing", "{}");
        rails().send("GET", "/v2/completions");
        rails().post("/no/such/path", "{}");
        gateway.anonymous().post("/v2/completions", "{}");
        gateway.anonymous().send("GET", "/monitoring/ready");
        gateway.anonymous().send("GET", "/v1/models/definitions");

        Scrape scrape = gateway.scrape();
        assertThat(scrape.family("http_request_duration_seconds")
                        .filter(sample -> sample.name().endsWith("_count"))
                        .map(sample -> sample.labels().get("method") + " "
                                + sample.labels().get("handler") + " "
                                + sample.labels().get("status"))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "POST /v1/chat/{invokable} 4xx",
                        "POST /v1/prompts/{prompt_id} 4xx",
                        "POST /v1/proxy/anthropic/{path} 4xx",
                        "GET /v2/completions 4xx",
                        "POST /v2/completions 4xx");
        assertThat(scrape.sum("gateway_http_requests_in_flight")).isZero();
    }

    @Test
    void countsChecksOfCredits() {
        gateway.rails("complete_code").post("/v2/code/completions", COMPLETION.formatted(false));

        Scrape scrape = gateway.scrape();
        assertThat(scrape.sum("usage_quota_check_total", "result", "deny", "realm", "self-managed"))
                .isEqualTo(1);
        assertThat(scrape.sum("usage_quota_customersdot_requests_total", "outcome", "unexpected", "status", "404"))
                .isEqualTo(1);
        assertThat(scrape.sum("usage_quota_customersdot_latency_seconds_count", "realm", "self-managed"))
                .isEqualTo(1);
    }

    @Test
    void exportsWhatSettingsSay() {
        Scrape scrape = gateway.scrape();

        assertThat(scrape.sum("model_inferences_max_concurrent", "model_engine", "anthropic", "model_name", "claude"))
                .isEqualTo(7);
        assertThat(scrape.sum("model_max_input_tokens")).isEqualTo(1000);
        assertThat(scrape.sum("ai_gateway_threads_count")).isPositive();
        assertThat(scrape.sum("gateway_build", "version", "development")).isEqualTo(1);
        assertThat(scrape.sum("gateway_ready")).isEqualTo(1);
    }

    @Test
    void answersAtAnyPathOfItsOwnPortAndNeverAtTheApi() {
        assertThat(gateway.operations("GET", "/metrics", "").header("Content-Type"))
                .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(gateway.operations("GET", "/", "").text()).contains("jvm_memory_used_bytes");
        assertThat(gateway.operations("POST", "/v2/completions", "{}").status()).isEqualTo(405);
        assertThat(gateway.rails("complete_code").send("GET", "/metrics").status())
                .isEqualTo(404);
    }
}
