package io.aigateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Headers of a request that nobody reads any more once it has been asked. They are some kilobytes, the token most of them, and would be
 * held for as long as the answer takes.
 */
final class SpentHeaders {
    private static final String PREFIX = "x-gitlab-";

    /** Read at the end: for the access line, and for how much a failure may tell. */
    private static final Set<String> KEPT = Set.of(AccessLog.SENT_HEADER, LogPermission.VERBOSE_HEADER);

    private SpentHeaders() {}

    static void drop(MultiMap headers) {
        headers.remove(HttpHeaders.AUTHORIZATION);
        for (String name : List.copyOf(headers.names())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(PREFIX) && !KEPT.contains(lower)) {
                headers.remove(name);
            }
        }
    }
}
