package io.aigateway.telemetry.api;

import java.util.List;

/** Sums of an editor since it last reported. Source: contract section 1.2, {@code telemetry}. */
public record CountsReported(List<Count> counts) {
    public CountsReported {
        counts = List.copyOf(counts);
    }

    /**
     * Sums for one model and language; texts are the client's word.
     *
     * @param engine   of the model; may be empty
     * @param model    name of it, as an answer told it; may be empty
     * @param language of the file; may be empty
     * @param requests suggestions asked for
     * @param accepts  suggestions taken over
     * @param errors   requests that failed
     */
    public record Count(String engine, String model, String language, int requests, int accepts, int errors) {}
}
