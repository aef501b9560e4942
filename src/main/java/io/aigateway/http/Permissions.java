package io.aigateway.http;

import io.aigateway.auth.Identity;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.vertx.ext.web.RoutingContext;

/** What a caller needs to be allowed. Source: contract section 7.4, permission rule. */
public final class Permissions {
    private Permissions() {}

    /** Lets holders of a unit primitive pass, whoever issued their token. */
    public static void require(RoutingContext ctx, String unitPrimitive, String otherwise) {
        if (!Callers.identityOf(ctx).scopes().covers(unitPrimitive)) {
            throw Failure.of(Kind.FORBIDDEN, otherwise).asException();
        }
    }

    /** The same, but not with a token that the gateway itself issued. */
    public static void requireFromOutside(RoutingContext ctx, String unitPrimitive, String otherwise) {
        Identity identity = Callers.identityOf(ctx);
        if (identity.issuedByGateway() || !identity.scopes().covers(unitPrimitive)) {
            throw Failure.of(Kind.FORBIDDEN, otherwise).asException();
        }
    }
}
