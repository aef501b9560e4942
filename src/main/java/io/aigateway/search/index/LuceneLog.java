package io.aigateway.search.index;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Lucene's own log, which goes around that of the gateway: on newer JDKs it tells administrators what it would like to have. */
final class LuceneLog {
    /** Kept, because a logger that nobody holds loses its level. */
    private static final Logger LOGGER = Logger.getLogger("org.apache.lucene");

    private LuceneLog() {}

    static void keepQuiet() {
        LOGGER.setLevel(Level.SEVERE);
    }
}
