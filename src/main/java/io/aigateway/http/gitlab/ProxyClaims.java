package io.aigateway.http.gitlab;

import io.aigateway.auth.Identity;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a request says about its origin with what its token says. Both are compared as texts, and missing on both sides is
 * equal. The token of an instance need not say it; one that the gateway issued for a user is good for what it says and nothing else.
 * Source: contract section 4.2, check 5.
 */
final class ProxyClaims {
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
    private static final String SELF_MANAGED = "self-managed";

    private final Identity identity;
    private final HttpServerRequest request;

    ProxyClaims(Identity identity, HttpServerRequest request) {
        this.identity = identity;
        this.request = request;
    }

    /**
     * Compares.
     *
     * @throws io.aigateway.kernel.FailureException with {@link Kind#FORBIDDEN} for the first difference
     */
    void check() {
        if (identity.realm().equals(SELF_MANAGED)) {
            String uid = identity.instanceUid();
            compare(
                    Optional.of(uid).filter(id -> !id.isEmpty()),
                    request.getHeader("X-Gitlab-Instance-Id"),
                    "Gitlab instance uid mismatch");
            return;
        }
        compare("gitlab_project_id", "X-Gitlab-Project-Id", "Gitlab project id mismatch");
        compare("gitlab_namespace_id", "X-Gitlab-Namespace-Id", "Gitlab namespace id mismatch");
        compare("gitlab_root_namespace_id", "X-Gitlab-Root-Namespace-Id", "Gitlab root namespace id mismatch");
    }

    private void compare(String claim, String header, String otherwise) {
        compare(identity.claim(claim), number(request.getHeader(header)), otherwise);
    }

    private void compare(Optional<String> claim, @Nullable String header, String otherwise) {
        boolean silent = claim.isEmpty() && !identity.issuedByGateway();
        boolean equal = claim.isEmpty() ? header == null : claim.get().equals(header);
        if (!silent && !equal) {
            throw Failure.of(Kind.FORBIDDEN, otherwise).asException();
        }
    }

    /** The headers are numbers; anything else, such as the text {@code null}, is as good as none. */
    private static @Nullable String number(@Nullable String header) {
        return header != null && WHOLE.matcher(header).matches() ? String.valueOf(Long.parseLong(header)) : null;
    }
}
