package io.aigateway.http.edge;

import io.aigateway.settings.ServerSettings.Tls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTPS, and certificates that are renewed while the server runs: the files are looked at now and then, and what is new in them is
 * used for new connections. Files that cannot be used, for instance while somebody writes them, change nothing.
 */
public final class ServerTls {
    private static final Logger log = LoggerFactory.getLogger(ServerTls.class);
    private static final long NEVER = -1;

    private final Vertx vertx;
    private final Tls tls;
    private TlsFiles seen;
    private long timer = NEVER;

    private ServerTls(Vertx vertx, Tls tls, TlsFiles files) {
        this.vertx = vertx;
        this.tls = tls;
        this.seen = files;
    }

    /** Reads the files; fails with {@link IllegalArgumentException}, which names them, when they cannot be used. */
    public static Future<ServerTls> load(Vertx vertx, Tls tls) {
        return vertx.executeBlocking(() -> {
                    TlsFiles files = TlsFiles.read(tls);
                    files.check(vertx);
                    return new ServerTls(vertx, tls, files);
                })
                .map(Objects::requireNonNull)
                .recover(cause -> Future.failedFuture(new IllegalArgumentException(
                        tls.cert() + " and " + tls.key() + " cannot be used for TLS: " + cause.getMessage())));
    }

    /** Makes a server speak HTTPS. */
    public void addTo(HttpServerOptions options) {
        ServerSSLOptions wanted = seen.options(tls);
        options.setSsl(true)
                .setUseAlpn(wanted.isUseAlpn())
                .setKeyCertOptions(wanted.getKeyCertOptions())
                .setClientAuth(wanted.getClientAuth());
        if (wanted.getTrustOptions() != null) {
            options.setTrustOptions(wanted.getTrustOptions());
        }
        wanted.getEnabledCipherSuites().forEach(options::addEnabledCipherSuite);
    }

    /** Looks for new files from now on. */
    public void keepFresh(HttpServer server) {
        timer = vertx.setPeriodic(tls.reload().toMillis(), time -> look(server));
    }

    /** Ends that. */
    public void stop() {
        if (timer != NEVER) {
            vertx.cancelTimer(timer);
        }
    }

    private void look(HttpServer server) {
        vertx.executeBlocking(() -> TlsFiles.read(tls))
                .map(Objects::requireNonNull)
                .compose(files -> files.equals(seen) ? Future.succeededFuture() : replace(server, files))
                .onFailure(cause ->
                        log.error("TLS files not used [certificate: {}, cause: {}]", tls.cert(), cause.toString()));
    }

    private Future<Void> replace(HttpServer server, TlsFiles files) {
        seen = files;
        return vertx.executeBlocking(() -> files.check(vertx))
                .map(Objects::requireNonNull)
                .compose(certificate -> server.updateSSLOptions(files.options(tls), true)
                        .onSuccess(done -> log.info(
                                "TLS certificate replaced [valid until: {}]",
                                certificate.getNotAfter().toInstant())))
                .mapEmpty();
    }
}
