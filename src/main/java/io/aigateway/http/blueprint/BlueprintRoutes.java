package io.aigateway.http.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.blueprint.api.BlueprintAddresses;
import io.aigateway.blueprint.api.PromptsAsked;
import io.aigateway.blueprint.api.PromptsAsked.Purpose;
import io.aigateway.bus.Scope;
import io.aigateway.http.AccessLog;
import io.aigateway.http.Answering;
import io.aigateway.http.ErrorEvent;
import io.aigateway.http.ModelCache;
import io.aigateway.http.Permissions;
import io.aigateway.http.Replies;
import io.aigateway.http.Routes;
import io.aigateway.http.SseWriter;
import io.aigateway.http.StreamedReply;
import io.aigateway.http.body.BodyReader;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.model.api.Usage;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;

/** Chat and code completions in the form of the blueprint. Source: contract section 2.4. */
public final class BlueprintRoutes implements Routes {
    private static final String DUO_CHAT = "duo_chat";
    private static final String DUO_CORE = "duo_core";
    private static final String COMPLETE_CODE = "complete_code";
    private static final String STREAM = "text/event-stream; charset=utf-8";

    /** Longer bodies are read off the event loop, in bytes. */
    private static final int LONG_BODY = 8_000;

    private final BlueprintDoor door;
    private final ComponentsReader reader;
    private final boolean duoCoreCutOff;
    private final Clock clock;

    /**
     * The routes.
     *
     * @param duoCoreCutOff whether callers of Duo Core are kept out of chat
     */
    public BlueprintRoutes(BlueprintDoor door, boolean duoCoreCutOff, Clock clock) {
        this.door = door;
        this.reader = new ComponentsReader(door.schemas(), door.renames());
        this.duoCoreCutOff = duoCoreCutOff;
        this.clock = clock;
    }

    /** Must come before the routes of GitLab's own protocol, which share one path. */
    @Override
    public void mountOn(Router router) {
        router.post("/v1/chat").handler(door.bodies()).handler(Answering.with(this::chat));
        router.post("/internal/code-suggestions/completions")
                .handler(door.bodies())
                .handler(Answering.with(this::complete));
        router.post("/v3/code/completions").handler(door.bodies()).handler(this::completeWhatIsOurs);
    }

    private Future<Void> chat(RoutingContext ctx) {
        note(ctx, DUO_CHAT, DUO_CHAT);
        return read(ctx, false).compose(components -> {
            if (duoCoreCutOff && DUO_CORE.equals(ctx.request().getHeader("X-Gitlab-Feature-Enablement-Type"))) {
                throw Failure.of(Kind.FORBIDDEN, "Duo Core no longer authorized to access Duo Classic Chat")
                        .asException();
            }
            Permissions.require(ctx, DUO_CHAT, "Unauthorized to access " + DUO_CHAT);
            return serve(ctx, Purpose.CHAT, components);
        });
    }

    private Future<Void> complete(RoutingContext ctx) {
        note(ctx, "code_suggestions", COMPLETE_CODE);
        return read(ctx, true)
                .compose(components ->
                        door.quota().check(ctx, "code_completions").map(entitled -> components))
                .compose(components -> {
                    Permissions.requireFromOutside(ctx, COMPLETE_CODE, "Unauthorized to access code suggestions");
                    return serve(ctx, Purpose.COMPLETION, components);
                });
    }

    /** The blueprint's later text calls the path of the older one so, which its own types keep apart. */
    private void completeWhatIsOurs(RoutingContext ctx) {
        if (ComponentsReader.isOurs(BodyReader.peek(ctx))) {
            Answering.with(this::complete).handle(ctx);
        } else {
            ctx.next();
        }
    }

    private Future<Components> read(RoutingContext ctx, boolean blocksAreWelcome) {
        JsonNode body = BodyReader.json(ctx);
        Future<Components> read = BodyReader.length(ctx) > LONG_BODY
                ? door.workers().run(() -> reader.read(body, blocksAreWelcome))
                : Future.succeededFuture(body).map(json -> reader.read(json, blocksAreWelcome));
        return read.onSuccess(components -> noteSkipped(ctx, components));
    }

    private Future<Void> serve(RoutingContext ctx, Purpose purpose, Components components) {
        var asked = new PromptsAsked(purpose, components.prompts(), components.blocks(), ModelCache.isWelcome(ctx));
        Scope scope = door.scopes().open(ctx);
        if (components.stream()) {
            return stream(ctx, purpose, scope, asked);
        }
        return scope.ask(BlueprintAddresses.ANSWER, asked).compose(answer -> {
            note(ctx, answer.usage());
            return Replies.json(ctx, PromptJson.whole(answer.text(), answer.served(), purpose, now()));
        });
    }

    private Future<Void> stream(RoutingContext ctx, Purpose purpose, Scope scope, PromptsAsked asked) {
        ctx.response()
                .putHeader("X-Streaming-Format", "sse")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
        return new StreamedReply<>(ctx, scope.stream(BlueprintAddresses.ANSWER_STREAM, asked))
                .telling(ErrorEvent::of)
                .send(STREAM, event -> PromptJson.event(event, purpose, now()), ended -> {
                    note(ctx, ended.usage());
                    return SseWriter.lastEvent("stream_end");
                });
    }

    private static void note(RoutingContext ctx, String category, String unitPrimitive) {
        AccessLog.note(ctx, "meta.feature_category", category);
        AccessLog.note(ctx, "meta.unit_primitive", unitPrimitive);
    }

    private static void note(RoutingContext ctx, Usage usage) {
        if (usage.known()) {
            AccessLog.note(ctx, "input_tokens", usage.inputTokens());
            AccessLog.note(ctx, "output_tokens", usage.outputTokens());
        }
    }

    private static void noteSkipped(RoutingContext ctx, Components components) {
        if (!components.skipped().isEmpty()) {
            AccessLog.note(
                    ctx,
                    "skipped_components",
                    components.skipped().stream()
                            .map(problem -> String.join(".", problem.location()) + ": " + problem.type())
                            .toList());
        }
    }

    private long now() {
        return clock.millis() / 1000;
    }
}
