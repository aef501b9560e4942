package io.aigateway.http.gitlab;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.http.AccessLog;
import io.aigateway.http.Answering;
import io.aigateway.http.FailureShape;
import io.aigateway.http.ModelCache;
import io.aigateway.http.Replies;
import io.aigateway.http.Routes;
import io.aigateway.http.StreamedReply;
import io.aigateway.http.body.BodyReader;
import io.aigateway.http.body.Fields;
import io.aigateway.prompts.api.PromptAddresses;
import io.aigateway.prompts.api.PromptAnswered;
import io.aigateway.prompts.api.PromptAsked;
import io.aigateway.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prompts of the registry by their id. Source: contract sections 3.1 and 3.2. */
public final class PromptRoutes implements Routes {
    private static final String FIRST = "/v1/prompts/";
    private static final String SECOND = "/v2/prompts/";
    private static final String STREAM = "text/event-stream; charset=utf-8";
    private static final int MAX_VERSION = 255;
    private static final Buffer NOTHING = Buffer.buffer();
    private static final FailureShape FAILURES = new PromptFailures();

    private final GitLabDoor door;

    public PromptRoutes(GitLabDoor door) {
        this.door = door;
    }

    @Override
    public void mountOn(Router router) {
        mount(router, FIRST);
        mount(router, SECOND);
    }

    private void mount(Router router, String prefix) {
        router.post(prefix + "*")
                .setName(prefix + "{prompt_id}")
                .handler(door.bodies())
                .handler(Answering.with(ctx -> answer(ctx, prefix)));
    }

    private Future<Void> answer(RoutingContext ctx, String prefix) {
        FAILURES.use(ctx);
        String promptId = ctx.normalizedPath().substring(prefix.length());
        AccessLog.note(ctx, AccessLog.FEATURE_CATEGORY, Categories.ofPrompt(promptId));
        JsonNode json = BodyReader.json(ctx);
        Fields body = Fields.of(json);
        boolean stream = body.flag("stream");
        PromptAsked asked = read(promptId, json, body, ModelCache.isWelcome(ctx));
        boolean withUsage = prefix.equals(SECOND);
        return stream ? stream(ctx, asked, withUsage) : whole(ctx, asked, withUsage);
    }

    private static PromptAsked read(String promptId, JsonNode json, Fields body, boolean promptCache) {
        body.object("inputs");
        String version = body.textOrEmpty("prompt_version", MAX_VERSION);
        body.check();
        Map<String, @Nullable Object> inputs = Json.mapper().convertValue(json.get("inputs"), new TypeReference<>() {});
        return new PromptAsked(promptId, version, inputs, ModelMetadata.in(json), promptCache);
    }

    private Future<Void> whole(RoutingContext ctx, PromptAsked asked, boolean withUsage) {
        return door.scopes().open(ctx).ask(PromptAddresses.INVOKE, asked).compose(answer -> {
            note(ctx, answer);
            return Replies.json(ctx, withUsage ? line(answer.text(), answer) : answer.text());
        });
    }

    private Future<Void> stream(RoutingContext ctx, PromptAsked asked, boolean withUsage) {
        var events = door.scopes().open(ctx).stream(PromptAddresses.INVOKE_STREAM, asked);
        var reply = new StreamedReply<>(ctx, events);
        return withUsage
                ? reply.send(STREAM, piece -> line(Map.of("content", piece.text())), answer -> lastLine(ctx, answer))
                : reply.send(STREAM, piece -> Buffer.buffer(piece.text()), answer -> {
                    note(ctx, answer);
                    return NOTHING;
                });
    }

    private static Buffer lastLine(RoutingContext ctx, PromptAnswered answer) {
        note(ctx, answer);
        return answer.usage().known() ? line(line("", answer)) : NOTHING;
    }

    private static Buffer line(Map<String, Object> members) {
        return Buffer.buffer(Json.write(members)).appendByte((byte) '\n');
    }

    private static Map<String, Object> line(String content, PromptAnswered answer) {
        var members = new LinkedHashMap<String, Object>();
        members.put("content", content);
        if (answer.usage().known()) {
            members.put("usage", UsageJson.of(answer.model(), answer.usage()));
        }
        return members;
    }

    private static void note(RoutingContext ctx, PromptAnswered answer) {
        if (answer.tokensCut() > 0) {
            AccessLog.note(ctx, "prompt_tokens_cut", answer.tokensCut());
        }
        UsageJson.note(ctx, answer.usage());
    }
}
