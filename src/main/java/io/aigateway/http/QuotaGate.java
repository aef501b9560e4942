package io.aigateway.http;

import static io.aigateway.limit.QuotaParameter.CORRELATION_ID;
import static io.aigateway.limit.QuotaParameter.DEPLOYMENT_TYPE;
import static io.aigateway.limit.QuotaParameter.ENVIRONMENT;
import static io.aigateway.limit.QuotaParameter.EVENT_TYPE;
import static io.aigateway.limit.QuotaParameter.FEATURE_ENABLEMENT_TYPE;
import static io.aigateway.limit.QuotaParameter.GLOBAL_USER_ID;
import static io.aigateway.limit.QuotaParameter.HOST_NAME;
import static io.aigateway.limit.QuotaParameter.INSTANCE_ID;
import static io.aigateway.limit.QuotaParameter.INSTANCE_VERSION;
import static io.aigateway.limit.QuotaParameter.MODEL_ID;
import static io.aigateway.limit.QuotaParameter.NAMESPACE_ID;
import static io.aigateway.limit.QuotaParameter.ORGANIZATION_ID;
import static io.aigateway.limit.QuotaParameter.PROJECT_ID;
import static io.aigateway.limit.QuotaParameter.REALM;
import static io.aigateway.limit.QuotaParameter.ROOT_NAMESPACE_ID;
import static io.aigateway.limit.QuotaParameter.UNIQUE_INSTANCE_ID;
import static io.aigateway.limit.QuotaParameter.USER_ID;

import io.aigateway.auth.Identity;
import io.aigateway.limit.QuotaParameter;
import io.aigateway.limit.QuotaQuestion;
import io.aigateway.limit.UsageQuota;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks whether the caller's credits cover a request, with what its headers say. Source: contract section 7.7. */
public final class QuotaGate {
    private static final List<Map.Entry<QuotaParameter, String>> HEADERS = List.of(
            Map.entry(INSTANCE_ID, "X-Gitlab-Instance-Id"),
            Map.entry(INSTANCE_VERSION, "X-Gitlab-Version"),
            Map.entry(HOST_NAME, "X-Gitlab-Host-Name"),
            Map.entry(PROJECT_ID, "X-Gitlab-Project-Id"),
            Map.entry(NAMESPACE_ID, "X-Gitlab-Namespace-Id"),
            Map.entry(ROOT_NAMESPACE_ID, "X-Gitlab-Root-Namespace-Id"),
            Map.entry(USER_ID, "X-Gitlab-User-Id"),
            Map.entry(GLOBAL_USER_ID, "X-Gitlab-Global-User-Id"),
            Map.entry(DEPLOYMENT_TYPE, "X-Gitlab-Deployment-Type"),
            Map.entry(FEATURE_ENABLEMENT_TYPE, "X-Gitlab-Feature-Enablement-Type"),
            Map.entry(ORGANIZATION_ID, "X-Gitlab-Organization-Id"));

    private final UsageQuota quota;
    private final String environment;

    /**
     * A gate.
     *
     * @param environment name of this deployment, told to the quota service
     */
    public QuotaGate(UsageQuota quota, String environment) {
        this.quota = quota;
        this.environment = environment;
    }

    /** Completes when the caller may go on. */
    public Future<Void> check(RoutingContext ctx, String eventType) {
        return check(ctx, eventType, null);
    }

    /** The same for the use of one model. */
    public Future<Void> check(RoutingContext ctx, String eventType, @Nullable String model) {
        Identity identity = Callers.identityOf(ctx);
        if (identity.bypassed() || quota.isOff()) {
            return Future.succeededFuture();
        }
        QuotaQuestion question = QuotaQuestion.about(identity.skipsUsageCutoff())
                .with(ENVIRONMENT, environment)
                .with(EVENT_TYPE, eventType)
                .with(MODEL_ID, model)
                .with(REALM, identity.realm())
                .with(UNIQUE_INSTANCE_ID, identity.instanceUid())
                .with(CORRELATION_ID, RequestIds.of(ctx));
        for (Map.Entry<QuotaParameter, String> header : HEADERS) {
            question = question.with(header.getKey(), ctx.request().getHeader(header.getValue()));
        }
        return quota.check(question);
    }
}
