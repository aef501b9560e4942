package io.aigateway.model.api;

import io.aigateway.kernel.Secret;
import java.util.Map;
import java.util.Objects;

/**
 * Where a model is and how it is spoken to.
 *
 * @param provider name of the provider verticle, e.g. {@code anthropic}
 * @param api      which of the provider's APIs, e.g. {@code gemini} on Vertex AI; empty for its only or usual one
 * @param model    the name that goes upstream
 * @param endpoint base URL instead of the provider's own; empty for the provider's own
 * @param apiKey   key instead of the provider's own; empty for the provider's own
 * @param location region to call; empty for the provider's own choice
 * @param headers  headers to add to the call
 * @param guarded  whether the endpoint was named by a caller, so that its address must be checked
 * @param key      which of the provider's own keys is used, where it has several; 0 for the first
 * @param clocks   how long each part of a call may take
 */
public record Target(
        String provider,
        String api,
        String model,
        String endpoint,
        Secret apiKey,
        String location,
        Map<String, String> headers,
        boolean guarded,
        int key,
        Clocks clocks) {

    public Target {
        headers = Map.copyOf(headers);
        clocks = Objects.requireNonNullElse(clocks, Clocks.USUAL); // a node one release older sends none
    }

    /** A place that is asked with the provider's first key and the usual patience. */
    public Target(
            String provider,
            String api,
            String model,
            String endpoint,
            Secret apiKey,
            String location,
            Map<String, String> headers,
            boolean guarded) {
        this(provider, api, model, endpoint, apiKey, location, headers, guarded, 0, Clocks.USUAL);
    }

    /** A model of a provider that needs nothing but its name. */
    public static Target of(String provider, String model) {
        return new Target(provider, "", model, "", new Secret(""), "", Map.of(), false);
    }

    /** The same model, for a prompt that wants it under another name or in another region; empty for no change. */
    public Target withModel(String otherModel, String otherLocation) {
        return new Target(
                provider,
                api,
                otherModel.isEmpty() ? model : otherModel,
                endpoint,
                apiKey,
                otherLocation.isEmpty() ? location : otherLocation,
                headers,
                guarded,
                key,
                clocks);
    }

    /** The same place, asked with another of the provider's keys. */
    public Target withKey(int other) {
        return new Target(provider, api, model, endpoint, apiKey, location, headers, guarded, other, clocks);
    }

    /** The same place with other patience. */
    public Target withClocks(Clocks other) {
        return new Target(provider, api, model, endpoint, apiKey, location, headers, guarded, key, other);
    }

    /** What tells it apart in logs and metrics: provider and location, and which key; no name that a caller chose. */
    public String label() {
        return provider + (location.isEmpty() ? "" : ":" + location) + (key == 0 ? "" : "#" + (key + 1));
    }

    /** The same place with other headers. */
    public Target withHeaders(Map<String, String> others) {
        return new Target(provider, api, model, endpoint, apiKey, location, others, guarded, key, clocks);
    }

    /** Without its endpoint and headers, which may hold credentials. */
    @Override
    public String toString() {
        return "Target[" + label() + ", " + model + "]";
    }
}
