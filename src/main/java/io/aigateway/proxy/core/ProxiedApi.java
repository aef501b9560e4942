package io.aigateway.proxy.core;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A provider's API that callers may use with the gateway's key, and what of it. Source: contract sections 4.3 to 4.5.
 *
 * @param proxy           name of the proxy in its path
 * @param provider        name of the provider that makes the calls
 * @param paths           which paths may be called
 * @param requestHeaders  names of the headers that go to the provider, in lower case
 * @param responseHeaders names of the headers that come back from it, in lower case
 * @param withoutKey      what it means that the gateway has no key
 */
public record ProxiedApi(
        String proxy,
        String provider,
        PathRule paths,
        List<String> requestHeaders,
        List<String> responseHeaders,
        Failure withoutKey) {
    private static final String NO_KEY = "API key not found";

    private static final ProxiedApi ANTHROPIC = new ProxiedApi(
            "anthropic",
            "anthropic",
            new ListedPaths("/v1/messages", "/v1/messages?beta=true", "/v1/messages/count_tokens?beta=true"),
            List.of("accept", "content-type", "anthropic-version", "anthropic-beta"),
            List.of("content-type", "anthropic-beta"),
            Failure.invalid(NO_KEY));

    private static final ProxiedApi VERTEX_AI = new ProxiedApi(
            "vertex-ai",
            "vertexai",
            new VertexPaths(),
            List.of("content-type"),
            List.of("content-type"),
            Failure.of(Kind.INTERNAL, NO_KEY));

    private static final ProxiedApi OPENAI = new ProxiedApi(
            "openai",
            "openai",
            new ListedPaths("/v1/chat/completions", "/v1/embeddings", "/v1/models", "/v1/responses"),
            List.of("accept", "content-type", "user-agent"),
            List.of("content-type"),
            Failure.of(Kind.INTERNAL, NO_KEY));

    private static final Map<String, ProxiedApi> ALL = Stream.of(ANTHROPIC, VERTEX_AI, OPENAI)
            .collect(Collectors.toUnmodifiableMap(ProxiedApi::proxy, Function.identity()));

    public ProxiedApi {
        requestHeaders = List.copyOf(requestHeaders);
        responseHeaders = List.copyOf(responseHeaders);
    }

    /** The API behind a proxy; null when there is no such proxy. */
    static @Nullable ProxiedApi named(String proxy) {
        return ALL.get(proxy);
    }
}
