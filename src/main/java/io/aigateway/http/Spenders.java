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
                header(request, "X-Gitlab-Global-User-Id"),
                identity.realm().isEmpty() ? header(request, "X-Gitlab-Realm") : identity.realm(),
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
                ? header(request, "X-Gitlab-Instance-Id")
                : identity.subject();
    }

    private static String header(HttpServerRequest request, String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value;
    }
}
