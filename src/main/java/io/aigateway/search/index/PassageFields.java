package io.aigateway.search.index;

/** Names of the fields of a passage in the index. */
final class PassageFields {
    /** Title of the page and the headings over the passage; searched, not kept. */
    static final String HEADINGS = "headings";

    /** The passage itself; searched and kept. */
    static final String CONTENT = "content";

    static final String ID = "id";
    static final String TITLE = "title";
    static final String FILENAME = "filename";
    static final String SOURCE_URL = "source_url";
    static final String MD5SUM = "md5sum";

    private PassageFields() {}
}
