package io.aigateway.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.wire.Json;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fetches JSON documents that are not trusted: bounded in size and time.
 *
 * <p>Redirects are followed, as by the original, because providers move their documents; but at most three, and never from https
 * to http, which would let anybody on the way replace the keys.
 */
final class JsonDocuments {
    /** Larger answers are refused. A key set of {@value JwksReader#MAX_KEYS} keys has about 50 KiB. */
    static final int MAX_BYTES = 1024 * 1024;

    private static final int MAX_REDIRECTS = 3;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final Context context;
    private final HttpClient http;
    private final Duration timeout;

    /**
     * A fetcher.
     *
     * @param timeout longest wait for a whole answer, counted from the moment there is a connection
     */
    JsonDocuments(Vertx vertx, HttpClientOptions options, Duration timeout) {
        this.context = vertx.getOrCreateContext();
        this.timeout = timeout;
        this.http = vertx.httpClientBuilder()
                .with(options.setMaxRedirects(MAX_REDIRECTS))
                .withRedirectHandler(JsonDocuments::follow)
                .build();
    }

    /** Fetches a document. The future fails when there is no answer in time, or none of status 200 with bounded JSON. */
    Future<JsonNode> get(URI uri) {
        Promise<JsonNode> document = Promise.promise();
        // Not on the caller's thread: outside an event loop a short answer can be over before anybody listens to it.
        context.runOnContext(start -> fetch(uri).onComplete(document));
        return document.future();
    }

    private Future<JsonNode> fetch(URI uri) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(uri.toString())
                .setFollowRedirects(true)
                .setConnectTimeout(CONNECT_TIMEOUT.toMillis())
                .putHeader("accept", "application/json");
        return Future.succeededFuture(options)
                .compose(http::request)
                .compose(this::exchange)
                .map(JsonDocuments::parse);
    }

    private Future<Buffer> exchange(HttpClientRequest request) {
        return request.send()
                .compose(JsonDocuments::body)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(cause -> request.reset());
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        // First of all: a response without this handler logs an error when it is given up.
        response.exceptionHandler(whole::tryFail);
        if (response.statusCode() != 200) {
            return Future.failedFuture("status " + response.statusCode());
        }
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            if (body.length() + chunk.length() > MAX_BYTES) {
                whole.tryFail("answer over " + MAX_BYTES + " bytes");
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }

    private static JsonNode parse(Buffer body) {
        try {
            return Json.read(body.getBytes());
        } catch (IOException e) {
            // Without the cause: its message quotes the answer.
            throw new IllegalArgumentException("answer is not JSON");
        }
    }

    private static @Nullable Future<RequestOptions> follow(HttpClientResponse response) {
        Future<RequestOptions> next = HttpClientAgent.DEFAULT_REDIRECT_HANDLER.apply(response);
        return next == null ? null : next.compose(options -> requireNoDowngrade(response, options));
    }

    private static Future<RequestOptions> requireNoDowngrade(HttpClientResponse response, RequestOptions next) {
        boolean wasSecure = response.request().absoluteURI().startsWith("https:");
        return wasSecure && !Boolean.TRUE.equals(next.isSsl())
                ? Future.failedFuture("redirected from https to http")
                : Future.succeededFuture(next);
    }
}
