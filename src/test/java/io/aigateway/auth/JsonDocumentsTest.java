package io.aigateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SelfSignedCertificate;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Documents from servers that mean no good, or are just slow. */
class JsonDocumentsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final SelfSignedCertificate CERTIFICATE = SelfSignedCertificate.create("localhost");

    private final Vertx vertx = Vertx.vertx();
    private final AtomicBoolean closed = new AtomicBoolean();

    @AfterEach
    void close() {
        OnLoop.await(vertx.close());
    }

    private URI serve(HttpServerOptions options) {
        HttpServer server = OnLoop.await(
                vertx.createHttpServer(options).requestHandler(this::answer).listen(0, "localhost"));
        return URI.create((options.isSsl() ? "https" : "http") + "://localhost:" + server.actualPort());
    }

    /** {@code /hops/3} redirects three times before it answers; the other paths say what they do. */
    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.closeHandler(gone -> closed.set(true));
        String path = request.path();
        if (path.startsWith("/hops/") && !path.equals("/hops/0")) {
            int left = Integer.parseInt(path.substring("/hops/".length())) - 1;
            redirect(response, "/hops/" + left);
        } else if (path.equals("/leave")) {
            redirect(response, request.getParam("to"));
        } else if (path.equals("/endless")) {
            response.setChunked(true);
            vertx.setPeriodic(5, timer -> response.write(" "));
        } else if (path.equals("/limit")) {
            String text = "\"" + "x".repeat(JsonDocuments.MAX_BYTES - 2) + "\"";
            response.end(request.getParam("more") == null ? text : text + " ");
        } else {
            response.end("{\"answered\":\"" + request.getHeader("accept") + "\"}");
        }
    }

    private static void redirect(HttpServerResponse response, String location) {
        response.setStatusCode(302).putHeader("location", location).end();
    }

    private JsonNode get(URI base, String path) {
        return get(base, path, new HttpClientOptions().setTrustAll(true), PATIENCE);
    }

    private JsonNode get(URI base, String path, HttpClientOptions options, Duration timeout) {
        var documents = new JsonDocuments(vertx, options, timeout);
        Future<JsonNode> document = documents.get(base.resolve(path));
        return OnLoop.await(document);
    }

    @Test
    void asksForJson() {
        assertThat(get(serve(new HttpServerOptions()), "/").path("answered").asText())
                .isEqualTo("application/json");
    }

    @Test
    void followsThreeRedirectsAndNoMore() {
        URI server = serve(new HttpServerOptions());

        assertThat(get(server, "/hops/3").has("answered")).isTrue();
        assertThatThrownBy(() -> get(server, "/hops/4")).hasMessageContaining("status 302");
    }

    @Test
    void doesNotFollowFromHttpsToHttp() {
        URI plain = serve(new HttpServerOptions());
        URI secure = serve(secure());

        assertThat(get(plain, "/leave?to=" + secure + "/").has("answered")).isTrue();
        assertThat(get(secure, "/leave?to=/hops/1").has("answered")).isTrue();
        assertThatThrownBy(() -> get(secure, "/leave?to=" + plain + "/")).hasMessageContaining("from https to http");
    }

    @Test
    void givesUpAnAnswerThatDoesNotEnd() {
        URI server = serve(new HttpServerOptions());

        assertThatThrownBy(() -> get(server, "/endless", new HttpClientOptions(), Duration.ofMillis(100)))
                .hasRootCauseInstanceOf(TimeoutException.class);

        OnLoop.until("the connection is given up", closed::get);
    }

    @Test
    void refusesAnAnswerOverTheLimit() {
        URI server = serve(new HttpServerOptions());

        assertThat(get(server, "/limit").textValue()).hasSize(JsonDocuments.MAX_BYTES - 2);
        assertThatThrownBy(() -> get(server, "/limit?more=1"))
                .hasMessageContaining("answer over " + JsonDocuments.MAX_BYTES + " bytes");
    }

    @Test
    void trustsNoUnknownAuthority() {
        URI secure = serve(secure());

        assertThatThrownBy(() -> get(secure, "/", new HttpClientOptions(), PATIENCE))
                .rootCause()
                .hasMessageContaining("unable to find valid certification path");
    }

    private static HttpServerOptions secure() {
        return new HttpServerOptions().setSsl(true).setKeyCertOptions(CERTIFICATE.keyCertOptions());
    }
}
