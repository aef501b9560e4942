package io.aigateway.http;

import io.aigateway.auth.Identity;
import io.aigateway.kernel.Feature;
import io.aigateway.kernel.Spender;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Whom a request is counted for: what the token says, and only where it says nothing what a header does. */
final class Spenders {
    private Spenders() {}

    static Spender of(RoutingContext ctx, Feature feature) {
        Identity identity = Callers.identityOf(ctx);
        HttpServerRequest request = ctx.request();
        return new Spender(
                instance(identity, request),
                Callers.header(request, Callers.GLOBAL_USER_ID),
                identity.realm().isEmpty() ? Callers.header(request, Callers.REALM) : identity.realm(),
                identity.bypassed() ? "" : identity.issuer() + '|' + identity.subject(),
                feature.key());
    }

    /** The subject of a token that the gateway issued is a user. */
    private static String instance(Identity identity, HttpServerRequest request) {
        if (!identity.instanceUid().isEmpty()) {
            return identity.instanceUid();
        }
        if (!identity.instanceId().isEmpty()) {
            return identity.instanceId();
        }
        return identity.issuedByGateway() || identity.subject().isEmpty()
                ? Callers.header(request, Callers.INSTANCE_ID)
                : identity.subject();
    }
}
