package io.aigateway.http.gitlab;

import io.aigateway.auth.Identity;
import io.aigateway.auth.UnitPrimitives;
import io.aigateway.http.AccessLog;
import io.aigateway.http.Callers;
import io.aigateway.http.Permissions;
import io.aigateway.kernel.Failure;
import io.aigateway.settings.ProxySettings;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;

/** Whether a caller may use the provider proxies, and for what. Source: contract section 4.2, checks 1 to 6. */
final class ProxyGate {
    private static final String HEADER = "x-gitlab-unit-primitive";
    private static final String SAAS = "saas";

    /** The contract wants this status for those who have not bought it. */
    private static final int NOT_ENABLED = 402;

    private final ProxySettings settings;
    private final UnitPrimitives known;

    ProxyGate(ProxySettings settings, UnitPrimitives known) {
        this.settings = settings;
        this.known = known;
    }

    /**
     * Lets the caller pass.
     *
     * @throws io.aigateway.kernel.FailureException for the first check that fails
     */
    void check(RoutingContext ctx) {
        Identity identity = Callers.identityOf(ctx);
        requireEnabled(identity);
        String unitPrimitive = unitPrimitive(ctx);
        AccessLog.note(ctx, AccessLog.UNIT_PRIMITIVE, unitPrimitive);
        Permissions.require(ctx, unitPrimitive, "Unauthorized to access " + unitPrimitive);
        new ProxyClaims(identity, ctx.request()).check();
        String category = known.categoryOfProxied(unitPrimitive)
                .orElseThrow(() -> Failure.invalid("This endpoint cannot be used for " + unitPrimitive + " purpose")
                        .asException());
        AccessLog.note(ctx, AccessLog.FEATURE_CATEGORY, category);
    }

    /** Goes by the token alone: what a header says about the realm is the caller's word. */
    private void requireEnabled(Identity identity) {
        boolean saas = identity.realm().equals(SAAS);
        List<String> enabled = saas ? settings.saas() : settings.selfManaged();
        String who = saas ? identity.claim("gitlab_root_namespace_id").orElse("") : identity.instanceUid();
        if (!enabled.isEmpty() && !enabled.contains(who)) {
            throw new HttpException(
                    NOT_ENABLED, "Proxy endpoints are not enabled for this " + (saas ? "namespace" : "instance"));
        }
    }

    private String unitPrimitive(RoutingContext ctx) {
        String unitPrimitive = ctx.request().getHeader(HEADER);
        if (unitPrimitive == null || unitPrimitive.isEmpty()) {
            throw Failure.invalid("Missing " + HEADER + " header").asException();
        }
        if (!known.isKnown(unitPrimitive)) {
            throw Failure.invalid("Unknown unit primitive header " + unitPrimitive)
                    .asException();
        }
        return unitPrimitive;
    }
}
