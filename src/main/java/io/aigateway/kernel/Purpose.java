package io.aigateway.kernel;

/**
 * What a request is for.
 *
 * @param feature       feature category, e.g. {@code code_suggestions}; may be empty
 * @param unitPrimitive what of the caller's permissions it uses, e.g. {@code complete_code}; may be empty
 * @param mayLog        whether its prompt and answer may be logged
 */
public record Purpose(String feature, String unitPrimitive, boolean mayLog) {
    /** Nobody said. */
    public static final Purpose UNKNOWN = new Purpose("", "", false);
}
