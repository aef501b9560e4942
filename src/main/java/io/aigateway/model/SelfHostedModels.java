package io.aigateway.model;

import io.aigateway.kernel.Failure;
import io.aigateway.model.CatalogueFile.Place;
import io.aigateway.model.api.ModelChoice;
import io.aigateway.model.api.Target;
import io.aigateway.wire.Authority;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** Finds the server of a model that the caller runs. Source: contract section 3.4, rules for self-hosted models. */
final class SelfHostedModels {
    private static final int MAX_ENDPOINT = 255;
    private static final String OPENAI_COMPATIBLE = "selfhosted";

    /** Providers that are reached where they are, whatever endpoint is given. */
    private static final Set<String> FIXED_PLACES = Set.of("vertexai");

    private final Catalogue catalogue;
    private final Map<String, String> extraHeaders;

    SelfHostedModels(Catalogue catalogue, Map<String, String> extraHeaders) {
        this.catalogue = catalogue;
        this.extraHeaders = extraHeaders;
    }

    /** The family's model at the server that the choice names. */
    Model at(Model family, ModelChoice choice) {
        String identifier = choice.identifier().isEmpty() ? choice.name() : choice.identifier();
        int slash = identifier.indexOf('/');
        Place place = slash < 0 ? null : catalogue.place(identifier.substring(0, slash));
        String provider = place == null ? OPENAI_COMPATIBLE : place.provider();
        String model = place == null ? identifier : identifier.substring(slash + 1);
        String endpoint = FIXED_PLACES.contains(provider) ? "" : endpoint(choice.endpoint());
        if (provider.equals(OPENAI_COMPATIBLE) && endpoint.isEmpty()) {
            throw Failure.invalid("The endpoint of the self-hosted model is missing")
                    .asException();
        }
        return family.at(new Target(
                        provider,
                        provider.equals("vertexai") ? vertexApi(model) : "",
                        model,
                        endpoint,
                        choice.apiKey(),
                        place == null || place.location() == null ? "" : place.location(),
                        extraHeaders,
                        !endpoint.isEmpty())
                .withClocks(catalogue.clocks(provider)));
    }

    private static String endpoint(String text) {
        if (text.isEmpty()) {
            return "";
        }
        try {
            URI uri = URI.create(text);
            if (Authority.of(uri) != null && text.length() <= MAX_ENDPOINT) {
                return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
            }
        } catch (IllegalArgumentException e) {
            // Reported below, like any other text that is no URL.
        }
        throw Failure.invalid("The endpoint of the self-hosted model is not an http or https URL")
                .asException();
    }

    private static String vertexApi(String model) {
        if (model.startsWith("claude")) {
            return "claude";
        }
        return model.startsWith("codestral") ? "codestral" : "gemini";
    }
}
