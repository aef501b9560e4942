package io.aigateway.http.gitlab;

import io.aigateway.auth.UnitPrimitives;
import io.aigateway.bus.Onward;
import io.aigateway.bus.Scope;
import io.aigateway.http.AccessLog;
import io.aigateway.http.Answering;
import io.aigateway.http.FailureShape;
import io.aigateway.http.Routes;
import io.aigateway.http.StreamedReply;
import io.aigateway.http.body.BodyReader;
import io.aigateway.model.api.RawEvent;
import io.aigateway.proxy.api.AdmissionAsked;
import io.aigateway.proxy.api.ForwardAsked;
import io.aigateway.proxy.api.Forwarded;
import io.aigateway.proxy.api.ProxyAddresses;
import io.aigateway.settings.ProxySettings;
import io.aigateway.wire.Bytes;
import io.aigateway.work.Workers;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * The providers' own APIs with the gateway's key, bytes for bytes. {@code /internal/proxy} is the blueprint's name for the same
 * thing. Source: contract section 4.
 */
public final class ProxyRoutes implements Routes {
    private static final List<String> ROOTS = List.of("/v1/proxy/", "/internal/proxy/");
    private static final List<String> PROXIES = List.of("anthropic", "vertex-ai", "openai");
    private static final String EVENT_TYPE = "ai_gateway_proxy_use";
    private static final Buffer NOTHING = Buffer.buffer();
    private static final FailureShape FAILURES = new ProxyFailures();

    private final GitLabDoor door;
    private final ProxyGate gate;
    private final ProxiedBody bodies;

    public ProxyRoutes(GitLabDoor door, ProxySettings settings, UnitPrimitives known, Workers workers) {
        this.door = door;
        this.gate = new ProxyGate(settings, known);
        this.bodies = new ProxiedBody(workers);
    }

    @Override
    public void mountOn(Router router) {
        for (String root : ROOTS) {
            for (String proxy : PROXIES) {
                router.post(root + proxy + "/*")
                        .setName(root + proxy + "/{path}")
                        .handler(this::admit)
                        .handler(door.bodies())
                        .handler(Answering.with(ctx -> answer(ctx, root, proxy)));
            }
        }
    }

    /** Who may not pass has its body thrown away unread. */
    private void admit(RoutingContext ctx) {
        FAILURES.use(ctx);
        try {
            gate.check(ctx);
        } catch (RuntimeException refused) {
            ctx.request().resume();
            ctx.fail(refused);
            return;
        }
        ctx.next();
    }

    private Future<Void> answer(RoutingContext ctx, String root, String proxy) {
        String target = target(ctx, root + proxy);
        Scope scope = door.scopes().open(ctx);
        return bodies.facts(ctx)
                .map(facts -> new AdmissionAsked(proxy, target, facts))
                .compose(call -> admitAndForward(ctx, scope, call));
    }

    private Future<Void> admitAndForward(RoutingContext ctx, Scope scope, AdmissionAsked call) {
        return Onward.from(scope.ask(ProxyAddresses.ADMIT, call), admitted -> {
            AccessLog.note(ctx, "model", admitted.model());
            var headers = ProxiedHeaders.pick(ctx.request().headers(), admitted.headers());
            return Onward.from(
                    door.quota().check(ctx, EVENT_TYPE, admitted.model()),
                    entitled -> forward(ctx, scope, new ForwardAsked(call, headers, BodyReader.take(ctx))));
        });
    }

    private static Future<Void> forward(RoutingContext ctx, Scope scope, ForwardAsked asked) {
        var events = scope.stream(ProxyAddresses.FORWARD, asked);
        return new StreamedReply<>(ctx, events).send(event -> write(ctx.response(), event), end -> {
            note(ctx, end);
            return NOTHING;
        });
    }

    private static Buffer write(HttpServerResponse response, RawEvent event) {
        if (event instanceof RawEvent.Piece piece) {
            return Bytes.wrap(piece.bytes());
        }
        var head = (RawEvent.Head) event;
        response.setStatusCode(head.status());
        head.headers().forEach(response::putHeader);
        if (head.length() >= 0) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(head.length()));
        } else {
            response.setChunked(true);
        }
        return NOTHING;
    }

    private static void note(RoutingContext ctx, Forwarded end) {
        if (end.usage().known()) {
            AccessLog.note(ctx, "input_tokens", end.usage().inputTokens());
            AccessLog.note(ctx, "output_tokens", end.usage().outputTokens());
        }
    }

    /** What stands below the proxy in the request line, untouched: what has been made equal to it is another path. */
    private static String target(RoutingContext ctx, String proxy) {
        String uri = ctx.request().uri();
        return uri.startsWith(proxy + "/") ? uri.substring(proxy.length()) : "";
    }
}
