package io.aigateway.settings;

import java.util.List;
import java.util.stream.Stream;

/**
 * Names of GitLab's own AI Gateway that have no meaning here. They are accepted, so that its environment can be taken over as it
 * is; what replaces them is said in the summary. Source: contract section 8.
 */
final class OriginalSettings {
    static final List<Setting<?>> ALL = Stream.of(
                    named("No endpoint of the gateway calls this API.", "AIGW_GITLAB_API_URL"),
                    named(
                            "Amazon Q is not offered.",
                            "AIGW_GLGO_BASE_URL",
                            "AIGW_AMAZON_Q__REGION",
                            "AIGW_AMAZON_Q__ENDPOINT_URL"),
                    named(
                            "The scripted mock is not offered.",
                            "AIGW_USE_AGENTIC_MOCK",
                            "AIGW_AGENTIC_MOCK__AUTO_TOOL_APPROVAL",
                            "AIGW_AGENTIC_MOCK__USE_LAST_HUMAN_MESSAGE"),
                    named(
                            "The stand-in quota service is not offered.",
                            "AIGW_MOCK_USAGE_CREDITS",
                            "AIGW_MOCK_USAGE_QUOTA_SERVER__URL"),
                    named("Bedrock is not offered.", "AIGW_BEDROCK_GUARDRAIL_CONFIG"),
                    named(
                            "The web server is another one; AIGW_LOGGING__* says what is logged.",
                            "AIGW_FASTAPI__UVICORN_LOGGER"),
                    named(
                            "Declared by the original, and not used there either.",
                            "AIGW_CUSTOMERSDOT__API_USER",
                            "AIGW_CUSTOMERSDOT__API_TOKEN"),
                    named(
                            "There is no LiteLLM in this gateway.",
                            "AIGW_LOGGING__ENABLE_LITELLM_LOGGING",
                            "AIGW_LITELLM__MODEL_METADATA_FILE"),
                    named(
                            "Threads are counted when somebody scrapes.",
                            "AIGW_INSTRUMENTATOR__THREAD_MONITORING_INTERVAL"),
                    named(
                            "Profile with the JDK's Flight Recorder.",
                            "AIGW_GOOGLE_CLOUD_PROFILER__ENABLED",
                            "AIGW_GOOGLE_CLOUD_PROFILER__VERBOSE",
                            "AIGW_GOOGLE_CLOUD_PROFILER__PERIOD_MS",
                            "AIGW_GOOGLE_CLOUD_PROFILER__PERIODS_MS"),
                    named(
                            "No events are sent to Snowplow.",
                            "AIGW_SNOWPLOW__ENABLED",
                            "AIGW_SNOWPLOW__ENDPOINT",
                            "AIGW_SNOWPLOW__BATCH_SIZE",
                            "AIGW_SNOWPLOW__THREAD_COUNT",
                            "AIGW_SNOWPLOW__APP_ID",
                            "AIGW_SNOWPLOW__NAMESPACE",
                            "AIGW_INTERNAL_EVENT__ENABLED",
                            "AIGW_INTERNAL_EVENT__ENDPOINT",
                            "AIGW_INTERNAL_EVENT__APP_ID",
                            "AIGW_INTERNAL_EVENT__NAMESPACE",
                            "AIGW_INTERNAL_EVENT__BATCH_SIZE",
                            "AIGW_INTERNAL_EVENT__THREAD_COUNT",
                            "AIGW_BILLING_EVENT__ENABLED",
                            "AIGW_BILLING_EVENT__ENDPOINT",
                            "AIGW_BILLING_EVENT__APP_ID",
                            "AIGW_BILLING_EVENT__NAMESPACE",
                            "AIGW_BILLING_EVENT__BATCH_SIZE",
                            "AIGW_BILLING_EVENT__THREAD_COUNT"),
                    named(
                            "Belongs to the workflow service.",
                            "AIGW_AUDIT_EVENT__ENABLED",
                            "AIGW_AUDIT_EVENT__BUFFER_SIZE",
                            "AIGW_AUDIT_EVENT__FLUSH_INTERVAL_SECONDS",
                            "AIGW_AUDIT_EVENT__MAX_RETRIES",
                            "AIGW_BIND_TOOLS_CACHE__ENABLED",
                            "AIGW_BIND_TOOLS_CACHE__MAX_SIZE"))
            .flatMap(List::stream)
            .toList();

    private OriginalSettings() {}

    private static List<Setting<?>> named(String why, String... names) {
        return Stream.of(names)
                .<Setting<?>>map(name -> Kinds.text(name, "", why))
                .toList();
    }
}
