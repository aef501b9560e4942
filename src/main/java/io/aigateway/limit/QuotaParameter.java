package io.aigateway.limit;

import java.util.Locale;

/** What the Customers Portal is told about a request; the name in lower case is that on the wire. Source: contract section 7.7. */
public enum QuotaParameter {
    ENVIRONMENT,
    SOURCE,
    REALM,
    INSTANCE_ID,
    UNIQUE_INSTANCE_ID,
    INSTANCE_VERSION,
    HOST_NAME,
    PROJECT_ID,
    NAMESPACE_ID,
    ROOT_NAMESPACE_ID,
    USER_ID,
    GLOBAL_USER_ID,
    DEPLOYMENT_TYPE,
    FEATURE_ENABLEMENT_TYPE,
    /** Different for each request; the only one that does not matter for the answer. */
    CORRELATION_ID,
    ORGANIZATION_ID,
    /** {@code code_completions}, {@code code_generations}, {@code amazon_q_integration} or {@code ai_gateway_proxy_use}. */
    EVENT_TYPE,
    FEATURE_QUALIFIED_NAME,
    FEATURE_AI_CATALOG_ITEM,
    MODEL_ID;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
