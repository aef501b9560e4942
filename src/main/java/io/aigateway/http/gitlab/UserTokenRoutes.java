package io.aigateway.http.gitlab;

import io.aigateway.auth.TokenIssuer;
import io.aigateway.auth.TokenWish;
import io.aigateway.http.AccessLog;
import io.aigateway.http.Answering;
import io.aigateway.http.Callers;
import io.aigateway.http.QuotaGate;
import io.aigateway.http.Replies;
import io.aigateway.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;

/** Gives an editor a token of its own user. The request has no body. Source: contract section 1.6. */
public final class UserTokenRoutes implements Routes {
    private final TokenIssuer issuer;
    private final QuotaGate quota;

    public UserTokenRoutes(GitLabDoor door, TokenIssuer issuer) {
        this.issuer = issuer;
        this.quota = door.quota();
    }

    @Override
    public void mountOn(Router router) {
        router.post("/v1/code/user_access_token").handler(Answering.with(this::issue));
    }

    private Future<Void> issue(RoutingContext ctx) {
        AccessLog.note(ctx, AccessLog.FEATURE_CATEGORY, "code_suggestions");
        ctx.request().resume();
        return quota.check(ctx, "code_completions")
                .compose(entitled -> issuer.issue(Callers.identityOf(ctx), wish(ctx.request())))
                .compose(issued -> {
                    var answer = new LinkedHashMap<String, Object>();
                    answer.put("token", issued.token());
                    answer.put("expires_at", issued.expiresAt());
                    return Replies.json(ctx, answer);
                });
    }

    private static TokenWish wish(HttpServerRequest request) {
        return new TokenWish(
                request.getHeader("X-Gitlab-Global-User-Id"),
                request.getHeader("X-Gitlab-Project-Id"),
                request.getHeader("X-Gitlab-Namespace-Id"),
                request.getHeader("X-Gitlab-Root-Namespace-Id"));
    }
}
