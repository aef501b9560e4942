package io.aigateway.codesuggestions.api;

/** Which family of the contract a request belongs to; models are chosen and named differently. */
public enum Protocol {
    /** {@code /v2}: provider and name of the model in flat fields. Contract sections 1.2 and 1.3. */
    FLAT,
    /** {@code /v3} and {@code /v4}: prompt components and {@code model_metadata}. Contract sections 1.4 and 1.5. */
    COMPONENTS
}
