package io.aigateway.http;

import io.aigateway.http.edge.ClientAddress;
import io.aigateway.observe.Redaction;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * One line for each request, when it is over. What is learnt on the way is noted with {@link #note}. Source: contract section
 * 10.2.
 */
public final class AccessLog {
    private static final Logger log = LogManager.getLogger("api.access");
    private static final String KEY = "access-log";
    private static final int CLIENT_LEFT = 499;

    /** When GitLab sent the request, in seconds since 1970. */
    static final String SENT_HEADER = "x-gitlab-rails-send-start";

    /** Member that says which feature a request is for. */
    public static final String FEATURE_CATEGORY = "meta.feature_category";

    /** Member that says which of the caller's permissions a request uses. */
    public static final String UNIT_PRIMITIVE = "meta.unit_primitive";

    private final RoutingContext ctx;
    private final ClientAddress clients;
    private final Map<String, Object> notes = new LinkedHashMap<>();
    private final Instant arrived = Instant.now();
    private final long start = System.nanoTime();
    private final long cpu = ProcessCpu.nanos();
    private long headNanos;
    private boolean over;

    private AccessLog(RoutingContext ctx, ClientAddress clients) {
        this.ctx = ctx;
        this.clients = clients;
    }

    /** Begins the line of a request; there is one, however often its path is rewritten. */
    static AccessLog begin(RoutingContext ctx, ClientAddress clients) {
        AccessLog begun = ctx.get(KEY);
        if (begun != null) {
            return begun;
        }
        var line = new AccessLog(ctx, clients);
        ctx.put(KEY, line);
        ctx.addEndHandler(over -> line.write());
        return line;
    }

    /**
     * Adds a member to the line of a request: a text, a number, a boolean or a list of them. What is told once the request is over, as
     * when the client has left, comes too late: another thread writes the line then.
     */
    public static void note(RoutingContext ctx, String name, Object value) {
        AccessLog line = ctx.get(KEY);
        if (line != null && !line.over) {
            line.notes.put(name, value);
        }
    }

    /** A text that was noted; empty when there is none. */
    static String noted(RoutingContext ctx, String name) {
        AccessLog line = ctx.get(KEY);
        return line != null && line.notes.get(name) instanceof String text ? text : "";
    }

    /** The head of the response goes out now; in seconds since the request arrived. */
    BigDecimal headSent() {
        headNanos = System.nanoTime() - start;
        return seconds(headNanos);
    }

    private void write() {
        over = true;
        if (!log.isInfoEnabled()) {
            return;
        }
        HttpServerRequest request = ctx.request();
        HttpServerResponse response = ctx.response();
        int status = response.headWritten() ? response.getStatusCode() : CLIENT_LEFT;
        String version = request.version() == HttpVersion.HTTP_2 ? "2" : "1.1";
        var client = request.remoteAddress();
        String ip = clients.of(request);
        int port = client == null ? 0 : client.port();
        String path = Redaction.url(request.uri());
        String url = request.absoluteURI();
        String content = response.headers().get("Content-Type");
        String agent = request.getHeader("User-Agent");
        log.info(new AccessLine(
                ip,
                port,
                request.method().name(),
                path,
                url == null ? path : Redaction.url(url),
                version,
                status,
                new AccessLine.Times(
                        arrived,
                        System.nanoTime() - start,
                        headNanos,
                        ProcessCpu.nanos() - cpu,
                        sinceRailsSent(request)),
                content == null ? "unknown" : content,
                agent == null ? "" : agent,
                notes));
    }

    private static double sinceRailsSent(HttpServerRequest request) {
        String sent = request.getHeader(SENT_HEADER);
        try {
            return sent == null ? -1 : System.currentTimeMillis() / 1000.0 - Double.parseDouble(sent);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** To the microsecond. Decimal, since a binary fraction takes long to print. */
    static BigDecimal seconds(long nanos) {
        return BigDecimal.valueOf(Math.round(nanos / 1000.0), 6);
    }
}
