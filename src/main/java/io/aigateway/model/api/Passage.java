package io.aigateway.model.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a document that was searched.
 *
 * @param id       unlike that of any other passage
 * @param content  its text
 * @param metadata what is known of the document: any JSON values
 */
public record Passage(String id, String content, Map<String, @Nullable Object> metadata) {
    public Passage {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Its id only. */
    @Override
    public String toString() {
        return "Passage[" + id + "]";
    }
}
