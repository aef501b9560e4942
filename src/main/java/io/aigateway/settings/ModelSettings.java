package io.aigateway.settings;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;

/**
 * Which models are offered and how they are chosen.
 *
 * @param environment         name of this deployment
 * @param mock                whether every model is replaced by one that answers at once
 * @param customEnabled       whether callers may name an endpoint and a key of their own
 * @param streamingDisabled   whether self-hosted models are called without streaming
 * @param extraHeaders        headers added to every call of a self-hosted model
 * @param catalogueFile       YAML file with models and feature settings; empty for the packaged one
 * @param defaultModels       feature setting to identifiers; replaces the catalogue's defaults
 * @param modelParams         identifier to parameters that are laid over the catalogue's
 * @param suggestionsFile     YAML file with the prompts of code suggestions; empty for the packaged one
 * @param location            region of this deployment, e.g. {@code us-central1}
 */
public record ModelSettings(
        String environment,
        boolean mock,
        boolean customEnabled,
        boolean streamingDisabled,
        Map<String, String> extraHeaders,
        String catalogueFile,
        Map<String, List<String>> defaultModels,
        Map<String, Map<String, Object>> modelParams,
        String suggestionsFile,
        String location) {

    static final Setting<Boolean> MOCK = Kinds.flag(
            "AIGW_MOCK_MODEL_RESPONSES",
            false,
            "Answer from a mock instead of a model. In the environment development it is on while no provider has a key.");
    static final Setting<Boolean> CUSTOM_ENABLED = Kinds.flag(
            "AIGW_CUSTOM_MODELS__ENABLED", false, "Let callers name the endpoint and the key of a self-hosted model.");
    static final Setting<Boolean> STREAMING_DISABLED = Kinds.flag(
            "AIGW_CUSTOM_MODELS__DISABLE_STREAMING",
            false,
            "Call self-hosted models without streaming; a client that streams gets one chunk.");
    static final Setting<Map<String, String>> EXTRA_HEADERS =
            Kinds.headers("AIGW_CUSTOM_MODELS__EXTRA_HEADERS", "Headers added to every call of a self-hosted model.");
    static final Setting<String> CATALOGUE_FILE = Kinds.text(
            "AIGW_MODEL_CATALOGUE_FILE", "", "Model catalogue to use instead of conf/models.yaml or the packaged one.");
    static final Setting<Map<String, List<String>>> DEFAULT_MODELS = Kinds.json(
            "AIGW_MODEL_SELECTION__DEFAULT_MODELS",
            "{}",
            "a JSON object: feature setting to a list of model identifiers",
            new TypeReference<>() {},
            "Default models by feature setting, instead of the catalogue's.");
    static final Setting<Map<String, Map<String, Object>>> MODEL_PARAMS = Kinds.secret(Kinds.json(
            "AIGW_MODEL_SELECTION__MODEL_PARAMS",
            "{}",
            "a JSON object: model identifier to an object of parameters",
            new TypeReference<>() {},
            "Parameters laid over those of the catalogue, e.g. model or api_key."));
    static final Setting<String> SUGGESTIONS_FILE = Kinds.text(
            "AIGW_CODE_SUGGESTIONS_FILE",
            "",
            "How models are asked for code, instead of conf/code-suggestions.yaml or the packaged one.");
    static final Setting<String> RUNWAY_REGION =
            Kinds.text("RUNWAY_REGION", "us-central1", "Region of this deployment, when no location is set.");
    static final Setting<String> LOCATION = Kinds.text(
            "AIGW_GOOGLE_CLOUD_PLATFORM__LOCATION",
            "",
            "Region of this deployment: told to clients as model.region, and used for Vertex AI. Default: RUNWAY_REGION.");
    static final Setting<String> ENVIRONMENT = Kinds.text(
            "AIGW_ENVIRONMENT",
            "production",
            "Name of this deployment. In development the gateway answers from a mock while no provider has a key.");

    static final List<Setting<?>> ALL = List.of(
            ENVIRONMENT,
            MOCK,
            CUSTOM_ENABLED,
            STREAMING_DISABLED,
            EXTRA_HEADERS,
            CATALOGUE_FILE,
            DEFAULT_MODELS,
            MODEL_PARAMS,
            SUGGESTIONS_FILE,
            RUNWAY_REGION,
            LOCATION);

    static ModelSettings from(Environment environment, ProviderSettings providers) {
        boolean custom = environment.read(CUSTOM_ENABLED);
        boolean development = environment.read(ENVIRONMENT).equals("development");
        boolean nothingToAsk = !custom && !providers.hasAnyCredential();
        return new ModelSettings(
                environment.read(ENVIRONMENT),
                environment.find(MOCK).orElse(development && nothingToAsk),
                custom,
                environment.read(STREAMING_DISABLED),
                environment.read(EXTRA_HEADERS),
                environment.read(CATALOGUE_FILE),
                environment.read(DEFAULT_MODELS),
                environment.read(MODEL_PARAMS),
                environment.read(SUGGESTIONS_FILE),
                environment.find(LOCATION).orElse(environment.read(RUNWAY_REGION)));
    }

    /** Without headers and parameters, which may hold credentials. */
    @Override
    public String toString() {
        return "ModelSettings[" + environment + ", mock: " + mock + ", custom: " + customEnabled + ", " + location
                + "]";
    }
}
