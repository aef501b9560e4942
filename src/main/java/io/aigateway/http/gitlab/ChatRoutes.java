package io.aigateway.http.gitlab;

import io.aigateway.bus.Scope;
import io.aigateway.chat.api.ChatAddresses;
import io.aigateway.chat.api.ChatAnswered;
import io.aigateway.chat.api.ChatAsked;
import io.aigateway.http.AccessLog;
import io.aigateway.http.Answering;
import io.aigateway.http.FailureShape;
import io.aigateway.http.Permissions;
import io.aigateway.http.Replies;
import io.aigateway.http.Routes;
import io.aigateway.http.StreamedReply;
import io.aigateway.http.body.BodyReader;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chat of older releases: a conversation, answered by Claude or a self-hosted model. Source: contract section 2.1. */
public final class ChatRoutes implements Routes {
    private static final String DUO_CHAT = "duo_chat";
    private static final String DUO_CORE = "duo_core";

    private static final Map<String, String> UNIT_PRIMITIVES = Map.of(
            "agent", DUO_CHAT,
            "explain_code", DUO_CHAT,
            "write_tests", DUO_CHAT,
            "refactor_code", DUO_CHAT,
            "explain_vulnerability", "explain_vulnerability",
            "summarize_comments", "summarize_comments",
            "troubleshoot_job", "troubleshoot_job");

    private static final String STREAM = "text/event-stream; charset=utf-8";
    private static final FailureShape CLAUDE_FAILURES = new ChatFailures();

    private final GitLabDoor door;
    private final boolean duoCoreCutOff;
    private final Clock clock;

    /**
     * The routes.
     *
     * @param duoCoreCutOff whether callers of Duo Core are kept out
     */
    public ChatRoutes(GitLabDoor door, boolean duoCoreCutOff, Clock clock) {
        this.door = door;
        this.duoCoreCutOff = duoCoreCutOff;
        this.clock = clock;
    }

    @Override
    public void mountOn(Router router) {
        router.post("/v1/chat/:invokable").handler(door.bodies()).handler(Answering.with(this::answer));
    }

    private Future<Void> answer(RoutingContext ctx) {
        AccessLog.note(ctx, AccessLog.FEATURE_CATEGORY, Categories.DUO_CHAT);
        ChatBody body = ChatBody.read(BodyReader.json(ctx));
        permit(ctx);
        if (body.isForClaude()) {
            CLAUDE_FAILURES.use(ctx);
        }
        Scope scope = door.scopes().open(ctx);
        return body.stream() ? stream(ctx, scope, body.asked()) : whole(ctx, scope, body);
    }

    private void permit(RoutingContext ctx) {
        String unitPrimitive = UNIT_PRIMITIVES.get(ctx.pathParam("invokable"));
        if (unitPrimitive == null) {
            throw Failure.of(Kind.NOT_FOUND, "Not found").asException();
        }
        AccessLog.note(ctx, AccessLog.UNIT_PRIMITIVE, unitPrimitive);
        if (duoCoreCutOff && DUO_CORE.equals(ctx.request().getHeader("X-Gitlab-Feature-Enablement-Type"))) {
            throw Failure.of(Kind.FORBIDDEN, "Duo Core no longer authorized to access Duo Classic Chat")
                    .asException();
        }
        Permissions.require(ctx, unitPrimitive, "Unauthorized to access " + unitPrimitive);
    }

    private Future<Void> whole(RoutingContext ctx, Scope scope, ChatBody body) {
        return scope.ask(ChatAddresses.ANSWER, body.asked()).compose(answer -> {
            note(ctx, answer);
            return Replies.json(ctx, written(body, answer));
        });
    }

    private static Future<Void> stream(RoutingContext ctx, Scope scope, ChatAsked asked) {
        return new StreamedReply<>(ctx, scope.stream(ChatAddresses.ANSWER_STREAM, asked))
                .send(STREAM, piece -> Buffer.buffer(piece.text()), answer -> {
                    note(ctx, answer);
                    return Buffer.buffer();
                });
    }

    private Map<String, Object> written(ChatBody body, ChatAnswered answer) {
        var metadata = new LinkedHashMap<String, @Nullable Object>();
        metadata.put("provider", body.provider());
        metadata.put("model", body.model());
        metadata.put("timestamp", clock.millis() / 1000);
        var written = new LinkedHashMap<String, Object>();
        written.put("response", answer.text());
        written.put("metadata", metadata);
        return written;
    }

    private static void note(RoutingContext ctx, ChatAnswered answer) {
        UsageJson.note(ctx, answer.usage());
    }
}
