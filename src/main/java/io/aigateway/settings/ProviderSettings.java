package io.aigateway.settings;

import io.aigateway.kernel.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How the providers are reached.
 *
 * @param anthropic      the Claude API
 * @param openai         the OpenAI API
 * @param fireworks      Fireworks
 * @param mistral        Mistral's platform
 * @param vertex         Google Vertex AI
 * @param connectTimeout longest wait for a connection
 * @param maxConnections open connections to one host and port, for each event loop
 * @param allowedAddresses networks that callers may name although they are the gateway's own, as {@code address/bits}
 * @param selfHostedTls  TLS towards self-hosted models
 * @param calls          how patient calls are, and how much of them there may be
 */
public record ProviderSettings(
        Api anthropic,
        Api openai,
        Api fireworks,
        Api mistral,
        Vertex vertex,
        Duration connectTimeout,
        int maxConnections,
        List<String> allowedAddresses,
        SelfHostedTls selfHostedTls,
        CallSettings calls) {

    static final Setting<URI> ANTHROPIC_URL =
            Kinds.url("ANTHROPIC_BASE_URL", "https://api.anthropic.com", "Base URL of the Claude API, without /v1.");
    static final Setting<Secret> ANTHROPIC_KEY = Kinds.secret("ANTHROPIC_API_KEY", "Key for the Claude API.");
    static final Setting<URI> OPENAI_URL =
            Kinds.url("OPENAI_BASE_URL", "https://api.openai.com/v1", "Base URL of the OpenAI API, with /v1.");
    static final Setting<Secret> OPENAI_KEY = Kinds.secret("OPENAI_API_KEY", "Key for the OpenAI API.");
    static final Setting<URI> FIREWORKS_URL =
            Kinds.url("AIGW_FIREWORKS_API_BASE_URL", "https://api.fireworks.ai/inference/v1", "Base URL of Fireworks.");
    static final Setting<Secret> FIREWORKS_KEY =
            Kinds.secret("AIGW_MODEL_KEYS__FIREWORKS_PROVIDER_API_KEY", "Key for Fireworks.");
    static final Setting<URI> MISTRAL_URL =
            Kinds.url("MISTRAL_BASE_URL", "https://api.mistral.ai/v1", "Base URL of Mistral's platform, with /v1.");
    static final Setting<Secret> MISTRAL_KEY =
            Kinds.secret("AIGW_MODEL_KEYS__MISTRAL_API_KEY", "Key for Mistral's platform.");
    static final Setting<Map<String, List<Secret>>> MORE_KEYS = Kinds.secrets(
            "AIGW_MODEL_KEYS__MORE",
            "Further keys of a provider (anthropic, openai, fireworks, mistral), beside the one above: calls are spread over them, and"
                    + " one that is throttled rests.");
    static final Setting<String> GCP_PROJECT =
            Kinds.text("AIGW_GOOGLE_CLOUD_PLATFORM__PROJECT", "", "Google Cloud project.");
    static final Setting<Secret> GCP_KEY = Kinds.secret(
            "AIGW_GOOGLE_CLOUD_PLATFORM__SERVICE_ACCOUNT_JSON_KEY", "Key file of a service account, as JSON text.");
    static final Setting<String> VERTEX_PROJECT =
            Kinds.text("AIGW_VERTEX_TEXT_MODEL__PROJECT", "", "Google Cloud project for models, when another one.");
    static final Setting<Secret> VERTEX_KEY = Kinds.secret(
            "AIGW_VERTEX_TEXT_MODEL__SERVICE_ACCOUNT_JSON_KEY", "Service account for models, when another one.");
    static final Setting<String> VERTEX_LOCATION =
            Kinds.text("AIGW_VERTEX_TEXT_MODEL__LOCATION", "", "Location of models, when another one.");
    static final Setting<String> VERTEX_ENDPOINT = Kinds.text(
            "AIGW_VERTEX_TEXT_MODEL__ENDPOINT",
            "",
            "Host or base URL of Vertex AI. Default: <location>-aiplatform.googleapis.com.");
    static final Setting<String> ALL_VERTEX_LOCATION =
            Kinds.text("AIGW_VERTEXAI_LOCATION", "", "Location of all Vertex AI calls. Default: VERTEXAI_LOCATION.");
    static final Setting<String> VERTEXAI_LOCATION =
            Kinds.text("VERTEXAI_LOCATION", "", "Location of all Vertex AI calls, the usual name.");
    static final Setting<Path> GOOGLE_FILE =
            Kinds.file("GOOGLE_APPLICATION_CREDENTIALS", "Google credentials file, when no key is given as text.");
    static final Setting<String> METADATA_HOST = Kinds.text(
            "GCE_METADATA_HOST", "metadata.google.internal", "Host of Google's metadata server, for workloads there.");
    static final Setting<Duration> CONNECT_TIMEOUT =
            Kinds.seconds("AIGW_PROVIDERS__CONNECT_TIMEOUT", "5", "Longest wait for a connection to a provider.");
    static final Setting<Integer> MAX_CONNECTIONS = Kinds.whole(
            "AIGW_PROVIDERS__MAX_CONNECTIONS", 256, 1, 100_000, "Connections to one provider, for each event loop.");

    static final Setting<List<String>> ALLOWED_ADDRESSES = Kinds.networks(
            "AIGW_CUSTOM_MODELS__ALLOWED_ADDRESSES",
            "Networks in which callers may name an endpoint although it is loopback, link-local or a cloud's metadata service, e.g."
                    + " 127.0.0.0/8 for a model on the gateway's own machine.");

    static final List<Setting<?>> ALL = Stream.concat(
                    Stream.<Setting<?>>of(
                            ANTHROPIC_KEY,
                            ANTHROPIC_URL,
                            OPENAI_KEY,
                            OPENAI_URL,
                            FIREWORKS_KEY,
                            FIREWORKS_URL,
                            MISTRAL_KEY,
                            MISTRAL_URL,
                            MORE_KEYS,
                            GCP_PROJECT,
                            GCP_KEY,
                            VERTEX_PROJECT,
                            VERTEX_KEY,
                            VERTEX_LOCATION,
                            VERTEX_ENDPOINT,
                            ALL_VERTEX_LOCATION,
                            VERTEXAI_LOCATION,
                            GOOGLE_FILE,
                            METADATA_HOST,
                            CONNECT_TIMEOUT,
                            MAX_CONNECTIONS,
                            ALLOWED_ADDRESSES),
                    Stream.concat(SelfHostedTls.ALL.stream(), CallSettings.ALL.stream()))
            .toList();

    /**
     * An API with keys.
     *
     * @param baseUrl where it is; a test, a private endpoint or a recording proxy can stand in
     * @param keys    none of them empty; there may be none
     */
    public record Api(URI baseUrl, List<Secret> keys) {
        public Api {
            keys = keys.stream().filter(key -> !key.reveal().isEmpty()).toList();
        }

        /** An API with one key, which may be empty. */
        public Api(URI baseUrl, Secret key) {
            this(baseUrl, List.of(key));
        }

        public boolean hasKey() {
            return !keys.isEmpty();
        }

        /** The first key; empty when there is none. */
        public Secret key() {
            return key(0);
        }

        /** A key by its number, counted from 0; the first when there is no such one, empty when there is none at all. */
        public Secret key(int number) {
            return keys.isEmpty() ? new Secret("") : keys.get(number < keys.size() ? number : 0);
        }
    }

    /** Name of a provider to how many keys there are for it. */
    public Map<String, Integer> keyCounts() {
        return Map.of(
                "anthropic", anthropic.keys().size(),
                "openai", openai.keys().size(),
                "fireworks", fireworks.keys().size(),
                "mistral", mistral.keys().size());
    }

    /**
     * Google Vertex AI.
     *
     * @param project         Google Cloud project; may be empty
     * @param location        location of models, e.g. {@code us-central1}; empty to choose by model
     * @param endpoint        host or base URL; empty for the location's own
     * @param serviceAccount  key file as JSON text; may be empty
     * @param credentialsFile key file; empty path for none
     * @param metadataHost    metadata server, asked when there is no key
     */
    public record Vertex(
            String project,
            String location,
            String endpoint,
            Secret serviceAccount,
            Path credentialsFile,
            String metadataHost) {}

    boolean hasAnyCredential() {
        return anthropic.hasKey()
                || openai.hasKey()
                || fireworks.hasKey()
                || mistral.hasKey()
                || !vertex.project().isEmpty();
    }

    static ProviderSettings from(Environment environment) {
        Map<String, List<Secret>> more = environment.read(MORE_KEYS);
        return new ProviderSettings(
                new Api(environment.read(ANTHROPIC_URL), keys(environment.read(ANTHROPIC_KEY), more, "anthropic")),
                new Api(environment.read(OPENAI_URL), keys(environment.read(OPENAI_KEY), more, "openai")),
                new Api(environment.read(FIREWORKS_URL), keys(environment.read(FIREWORKS_KEY), more, "fireworks")),
                new Api(environment.read(MISTRAL_URL), keys(environment.read(MISTRAL_KEY), more, "mistral")),
                vertex(environment),
                environment.read(CONNECT_TIMEOUT),
                environment.read(MAX_CONNECTIONS),
                environment.read(ALLOWED_ADDRESSES),
                SelfHostedTls.from(environment),
                CallSettings.from(environment));
    }

    private static List<Secret> keys(Secret first, Map<String, List<Secret>> more, String provider) {
        return Stream.concat(Stream.of(first), more.getOrDefault(provider, List.of()).stream())
                .toList();
    }

    private static Vertex vertex(Environment environment) {
        return new Vertex(
                environment.find(VERTEX_PROJECT).orElse(environment.read(GCP_PROJECT)),
                environment
                        .find(ALL_VERTEX_LOCATION)
                        .or(() -> environment.find(VERTEXAI_LOCATION))
                        .or(() -> environment.find(VERTEX_LOCATION))
                        .orElse(""),
                environment.read(VERTEX_ENDPOINT),
                environment.find(VERTEX_KEY).orElse(environment.read(GCP_KEY)),
                environment.read(GOOGLE_FILE),
                environment.read(METADATA_HOST));
    }
}
