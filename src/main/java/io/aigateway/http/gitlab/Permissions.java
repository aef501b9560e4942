package io.aigateway.http.gitlab;

import io.aigateway.auth.Identity;
import io.aigateway.http.Callers;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.vertx.ext.web.RoutingContext;

/** What a caller needs to be allowed. Source: contract section 7.4, permission rule. */
final class Permissions {
    private Permissions() {}

    /** Lets holders of a unit primitive pass, whoever issued their token. */
    static void require(RoutingContext ctx, String unitPrimitive, String otherwise) {
        if (!Callers.identityOf(ctx).scopes().covers(unitPrimitive)) {
            throw Failure.of(Kind.FORBIDDEN, otherwise).asException();
        }
    }

    /** The same, but not with a token that the gateway itself issued. */
    static void requireFromOutside(RoutingContext ctx, String unitPrimitive, String otherwise) {
        Identity identity = Callers.identityOf(ctx);
        if (identity.issuedByGateway() || !identity.scopes().covers(unitPrimitive)) {
            throw Failure.of(Kind.FORBIDDEN, otherwise).asException();
        }
    }
}
