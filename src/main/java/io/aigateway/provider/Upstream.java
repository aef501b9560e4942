package io.aigateway.provider;

import io.aigateway.bus.Scope;
import io.aigateway.settings.ProviderSettings;
import io.aigateway.wire.Authority;
import io.aigateway.wire.FlushTogether;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * HTTP towards providers. HTTPS speaks HTTP/2 where the provider does, so that one connection carries many streams; plain HTTP,
 * which self-hosted servers use, stays with HTTP/1.1. Redirects are not followed: they would carry the credentials along.
 */
final class Upstream {
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    /** Requests that may wait for a connection; more are refused, they would only time out. */
    private static final int MAX_WAITING = 1024;

    /** Providers allow about so many streams on a connection of HTTP/2. */
    private static final int STREAMS = 100;

    private static final int FEWEST_CONNECTIONS = 4;

    /** As much as so many streams can hold that nobody reads: with less they would stop the others on their connection. */
    private static final int CONNECTION_WINDOW_BYTES = 8 * 1024 * 1024;

    private final Vertx vertx;
    private final HttpClient secure;
    private final HttpClient blind;
    private final HttpClient plain;
    private final long connectMillis;
    private final @Nullable SelfHostedTrust trust;

    /**
     * A client.
     *
     * @param trust whom self-hosted models must be signed by; null for other providers, who have no exceptions
     */
    Upstream(Vertx vertx, ProviderSettings settings, @Nullable SelfHostedTrust trust) {
        this.vertx = vertx;
        connectMillis = settings.connectTimeout().toMillis();
        var pool = new PoolOptions()
                .setHttp1MaxSize(settings.maxConnections())
                .setHttp2MaxSize(Math.max(FEWEST_CONNECTIONS, settings.calls().maxConcurrent() / STREAMS + 1))
                .setMaxWaitQueueSize(MAX_WAITING);
        this.trust = trust;
        secure = client(tls(), pool);
        blind = trust != null && trust.hasBlindSpots()
                ? client(tls().setTrustAll(true).setVerifyHost(false), pool)
                : secure;
        plain = client(options().setProtocolVersion(HttpVersion.HTTP_1_1), pool);
    }

    private HttpClient client(HttpClientOptions options, PoolOptions pool) {
        return vertx.httpClientBuilder()
                .with(options)
                .with(pool)
                .withConnectHandler(FlushTogether::on)
                .build();
    }

    private HttpClientOptions tls() {
        HttpClientOptions options = options().setSsl(true).setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2);
        return trust == null ? options : trust.addTo(options);
    }

    private HttpClient clientFor(URI uri) {
        if (!uri.getScheme().equals("https")) {
            return plain;
        }
        return trust != null && trust.isBlind(Authority.in(uri)) ? blind : secure;
    }

    private HttpClientOptions options() {
        return new HttpClientOptions()
                .setConnectTimeout((int) connectMillis)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setTcpNoDelay(true)
                .setKeepAliveTimeout(60)
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
                .setVerifyHost(true);
    }

    /**
     * Sends a call.
     *
     * @param address      the only address to connect to; null for any that the host has
     * @param scope        the request; when it is cancelled the call is reset, which frees the connection
     * @param connectMillis how long it may take to get a connection, in milliseconds
     * @param sent          hears of the exchange as soon as there is a connection
     * @return the exchange once the head of the response is there, its body paused
     */
    Future<UpstreamExchange> send(
            Scope scope,
            UpstreamCall call,
            @Nullable SocketAddress address,
            long connectMillis,
            Consumer<UpstreamExchange> sent) {
        if (scope.isCancelled()) {
            return Future.failedFuture(UpstreamFailures.CUT.asException());
        }
        return clientFor(call.uri())
                .request(options(call, connectMillis).setServer(address))
                .compose(request -> send(scope, call, request, sent));
    }

    private Future<UpstreamExchange> send(
            Scope scope, UpstreamCall call, HttpClientRequest request, Consumer<UpstreamExchange> sent) {
        call.headers().forEach(request::putHeader);
        var exchange = new UpstreamExchange(vertx, request);
        sent.accept(exchange);
        scope.onCancel(exchange::abort);
        return request.send(call.body())
                .recover(cause -> Future.failedFuture(UpstreamFailures.ofConnection(cause)))
                .map(exchange::answeredWith);
    }

    private RequestOptions options(UpstreamCall call, long connectMillis) {
        URI uri = call.uri();
        String path = uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + '?' + uri.getRawQuery();
        boolean ssl = uri.getScheme().equals("https");
        Authority authority = Authority.in(uri);
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setSsl(ssl)
                .setHost(authority.host())
                .setPort(authority.port())
                .setURI(path)
                .setConnectTimeout(connectMillis);
    }
}
