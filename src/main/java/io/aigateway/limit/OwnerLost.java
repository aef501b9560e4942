package io.aigateway.limit;

import java.util.Locale;

/** What a policy does while the node that counts for a key cannot be asked. */
enum OwnerLost {
    /** Nothing passes. */
    STRICT,
    /** Every node lets its own share of the limit pass. */
    BOUNDED,
    /** Everything passes. */
    OPEN;

    /** Its name in the file. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
