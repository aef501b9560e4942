package io.aigateway.provider.google;

import io.vertx.core.Future;

/** Where access tokens come from. */
interface TokenSource {

    /** Fetches a new token; fails with anything when there is none. */
    Future<AccessToken> fetch();

    /** What it is, for logs. */
    String kind();

    /** The Google Cloud project the credentials belong to; empty when they do not say. */
    default String project() {
        return "";
    }

    /** The project that calls are counted for; empty for the credentials' own. */
    default String quotaProject() {
        return "";
    }
}
