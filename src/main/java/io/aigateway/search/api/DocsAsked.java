package io.aigateway.search.api;

/**
 * Asks for passages of GitLab's documentation.
 *
 * @param query    what is looked for, in words
 * @param version  of GitLab, e.g. {@code 18.2.0-pre}
 * @param pageSize most passages, at least 1
 */
public record DocsAsked(String query, String version, int pageSize) {
    /** Sizes only: the query is somebody's question. */
    @Override
    public String toString() {
        return "DocsAsked[query: " + query.length() + ", " + version + ", pageSize: " + pageSize + "]";
    }
}
