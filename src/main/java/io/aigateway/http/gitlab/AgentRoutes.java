package io.aigateway.http.gitlab;

import io.aigateway.chat.api.AgentAsked;
import io.aigateway.chat.api.AgentEnded;
import io.aigateway.chat.api.AgentEvent;
import io.aigateway.chat.api.ChatAddresses;
import io.aigateway.http.AccessLog;
import io.aigateway.http.Answering;
import io.aigateway.http.ModelCache;
import io.aigateway.http.Routes;
import io.aigateway.http.StreamedReply;
import io.aigateway.http.body.BodyReader;
import io.aigateway.kernel.Failure;
import io.aigateway.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The agent of the classic chat, one step a request, as one JSON object a line. Source: contract section 2.2. */
public final class AgentRoutes implements Routes {
    private static final String LINES = "application/x-ndjson; charset=utf-8";

    private final GitLabDoor door;
    private final boolean usageEvents;

    /**
     * The routes.
     *
     * @param usageEvents whether a successful stream ends with an event that tells the tokens used
     */
    public AgentRoutes(GitLabDoor door, boolean usageEvents) {
        this.door = door;
        this.usageEvents = usageEvents;
    }

    @Override
    public void mountOn(Router router) {
        router.post("/v2/chat/agent").handler(door.bodies()).handler(Answering.with(this::step));
    }

    private Future<Void> step(RoutingContext ctx) {
        AccessLog.note(ctx, AccessLog.FEATURE_CATEGORY, Categories.DUO_CHAT);
        AgentAsked asked = AgentBody.read(BodyReader.json(ctx), ModelCache.isWelcome(ctx));
        var events = door.scopes().open(ctx).stream(ChatAddresses.STEP, asked);
        ctx.response().putHeader("X-Accel-Buffering", "no");
        return new StreamedReply<>(ctx, events)
                .send(LINES, AgentRoutes::line, ended -> last(ctx, ended), AgentRoutes::broken);
    }

    /** A step that broke off after something of it was sent cannot be repeated by itself. */
    private static Buffer broken(Failure failure) {
        return line(new AgentEvent.Failed(failure.detail(), false));
    }

    private static Buffer line(AgentEvent event) {
        if (event instanceof AgentEvent.Answer answer) {
            var data = new LinkedHashMap<String, @Nullable Object>();
            data.put("text", answer.text());
            data.put("finish_reason", answer.finishReason().isEmpty() ? null : answer.finishReason());
            return line("final_answer_delta", data);
        } else if (event instanceof AgentEvent.Action action) {
            var data = new LinkedHashMap<String, @Nullable Object>();
            data.put("tool", action.tool());
            data.put("tool_input", action.input());
            data.put("thought", action.thought());
            return line("action", data);
        } else if (event instanceof AgentEvent.Unknown unknown) {
            return line("unknown", Map.of("text", unknown.text()));
        }
        var failed = (AgentEvent.Failed) event;
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("message", failed.message());
        data.put("retryable", failed.retryable());
        return line("error", data);
    }

    private Buffer last(RoutingContext ctx, AgentEnded ended) {
        AccessLog.note(ctx, "duo_chat.agent_available_tools", ended.offered());
        if (!ended.tool().isEmpty()) {
            AccessLog.note(ctx, "duo_chat.agent_tool_action", ended.tool());
        }
        if (ended.tokensCut() > 0) {
            AccessLog.note(ctx, "prompt_tokens_cut", ended.tokensCut());
        }
        UsageJson.note(ctx, ended.usage());
        return usageEvents && ended.usage().known()
                ? line("usage", Map.of("usage", UsageJson.of(ended.model(), ended.usage())))
                : Buffer.buffer();
    }

    private static Buffer line(String type, Map<String, ? extends @Nullable Object> data) {
        var event = new LinkedHashMap<String, Object>();
        event.put("type", type);
        event.put("data", data);
        byte[] json = Json.writeSpacedBytes(event);
        return Buffer.buffer(json.length + 1).appendBytes(json).appendByte((byte) '\n');
    }
}
