package io.aigateway.model.api;

/**
 * Asks a search engine for passages.
 *
 * @param dataStore     which documents
 * @param query         what is looked for
 * @param pageSize      most passages, at least 1
 * @param timeoutMillis longest wait for the answer, in milliseconds
 */
public record SearchAsked(String dataStore, String query, int pageSize, long timeoutMillis) {
    /** Sizes only: the query is somebody's question. */
    @Override
    public String toString() {
        return "SearchAsked[" + dataStore + ", query: " + query.length() + ", pageSize: " + pageSize + "]";
    }
}
