package io.aigateway.http.gitlab;

import io.aigateway.http.QuotaGate;
import io.aigateway.http.Scopes;
import io.aigateway.http.body.BodyReader;
import io.aigateway.limit.UsageQuota;

/** What all routes of this family need. */
public final class GitLabDoor {
    private final Scopes scopes;
    private final BodyReader bodies;
    private final QuotaGate quota;

    /**
     * A door.
     *
     * @param environment name of this deployment, told to the quota service
     */
    public GitLabDoor(Scopes scopes, BodyReader bodies, UsageQuota quota, String environment) {
        this.scopes = scopes;
        this.bodies = bodies;
        this.quota = new QuotaGate(quota, environment);
    }

    Scopes scopes() {
        return scopes;
    }

    BodyReader bodies() {
        return bodies;
    }

    QuotaGate quota() {
        return quota;
    }
}
