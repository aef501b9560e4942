package io.aigateway.provider.google;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.kernel.Secret;
import io.aigateway.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Asks servers for tokens and reads their answers. Bounded in time and size. Not a web client: that one could not stop an answer
 * that is too long.
 */
final class TokenServer {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]+");
    private static final Pattern ERROR_WORD = Pattern.compile("[a-z_]{1,40}");

    private final HttpClient http;
    private final Clock clock;
    private final Duration patience;

    TokenServer(Vertx vertx, Clock clock, Duration patience) {
        this.http = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) patience.toMillis()));
        this.clock = clock;
        this.patience = patience;
    }

    Clock clock() {
        return clock;
    }

    /**
     * Sends one request.
     *
     * @return the token; fails with a {@link TokenException} when the server refuses, is too slow or says something else
     */
    Future<AccessToken> ask(RequestOptions options, Buffer body, AnswerCheck check) {
        Instant now = clock.instant();
        Future<HttpClientRequest> opened = http.request(options);
        return opened.compose(request -> request.send(body))
                .compose(response -> bodyOf(response).map(answer -> read(response, answer, check, now)))
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(cause -> opened.onSuccess(HttpClientRequest::reset));
    }

    /** Whether an answer comes from the server that was meant. */
    @FunctionalInterface
    interface AnswerCheck {
        AnswerCheck NONE = headers -> true;

        boolean isGenuine(MultiMap headers);
    }

    private static Future<Buffer> bodyOf(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        var body = Buffer.buffer();
        response.handler(piece -> {
            if (body.length() + piece.length() > MAX_ANSWER_BYTES) {
                whole.tryFail(new TokenException("an answer that is too long"));
            } else {
                body.appendBuffer(piece);
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(done -> whole.tryComplete(body));
        return whole.future();
    }

    private static AccessToken read(HttpClientResponse response, Buffer body, AnswerCheck check, Instant now) {
        JsonNode answer = parse(body, response.statusCode());
        if (response.statusCode() != 200) {
            String error = answer.path("error").asText();
            String word = ERROR_WORD.matcher(error).matches() ? " " + error : "";
            throw new TokenException("status " + response.statusCode() + word);
        }
        String token = answer.path("access_token").asText("");
        long seconds = answer.path("expires_in").asLong();
        if (!check.isGenuine(response.headers()) || !TOKEN.matcher(token).matches() || seconds <= 0) {
            throw new TokenException("an answer without a token");
        }
        return new AccessToken(new Secret(token), now, now.plusSeconds(Math.min(seconds, 86_400)));
    }

    private static JsonNode parse(Buffer body, int status) {
        try {
            return Json.read(body.getBytes());
        } catch (IOException e) {
            throw new TokenException("status " + status + ", no JSON");
        }
    }
}
