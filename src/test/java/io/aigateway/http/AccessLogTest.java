package io.aigateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.http.edge.ClientAddress;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLogTest {
    /** Another thread reads the notes then. */
    @Test
    void takesNoNoteOnceTheRequestIsOver() throws Exception {
        Vertx vertx = Vertx.vertx();
        Promise<List<String>> noted = Promise.promise();
        Router router = Router.router(vertx);
        router.route().handler(ctx -> {
            AccessLog.begin(ctx, new ClientAddress(List.of()));
            AccessLog.note(ctx, "early", "yes");
            ctx.addEndHandler(over -> vertx.runOnContext(later -> {
                AccessLog.note(ctx, "late", "yes");
                noted.complete(List.of(AccessLog.noted(ctx, "early"), AccessLog.noted(ctx, "late")));
            }));
            ctx.response().end();
        });
        HttpServer server =
                OnLoop.await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));

        URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + "/");
        HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());

        assertThat(OnLoop.await(noted.future())).containsExactly("yes", "");
        OnLoop.await(vertx.close());
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, 499, 500, 1_000, 1_234_567, 999_999_499, 1_000_000_000, 61_000_123_000L, 86_400_000_000_000L})
    void durationsHaveSixDecimalsAndNoExponent(long nanos) {
        String expected = String.format(Locale.ROOT, "%.6f", Math.round(nanos / 1e3) / 1e6);
        assertThat(AccessLog.seconds(nanos)).hasToString(expected);
        assertThat(AccessLog.seconds(nanos).toPlainString()).isEqualTo(expected);
    }
}
