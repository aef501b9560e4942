package io.aigateway.auth;

import org.jspecify.annotations.Nullable;

/**
 * What the headers of a request for a user token say, as they were sent; null for a header that was not. Source: contract section
 * 1.6.
 *
 * @param globalUserId    {@code X-Gitlab-Global-User-Id}: whose token it will be
 * @param projectId       {@code X-Gitlab-Project-Id}; ignored unless a whole number
 * @param namespaceId     {@code X-Gitlab-Namespace-Id}; ignored unless a whole number
 * @param rootNamespaceId {@code X-Gitlab-Root-Namespace-Id}; ignored unless a whole number above zero
 */
public record TokenWish(
        @Nullable String globalUserId,
        @Nullable String projectId,
        @Nullable String namespaceId,
        @Nullable String rootNamespaceId) {}
