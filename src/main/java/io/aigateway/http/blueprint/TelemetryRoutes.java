package io.aigateway.http.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.http.AccessLog;
import io.aigateway.http.Answering;
import io.aigateway.http.Callers;
import io.aigateway.http.Routes;
import io.aigateway.http.body.BodyReader;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.Failure.Problem;
import io.aigateway.telemetry.api.AnswerId;
import io.aigateway.telemetry.api.OutcomeReported;
import io.aigateway.telemetry.api.TelemetryAddresses;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** What became of an answer. For everybody who may get answers; a token that the gateway issued will do. */
public final class TelemetryRoutes implements Routes {
    private static final List<String> UNIT_PRIMITIVES =
            List.of("complete_code", "generate_code", "duo_chat", "duo_classic_chat");
    private static final int NO_CONTENT = 204;
    private static final long UNKNOWN = -1;

    private final BlueprintDoor door;

    public TelemetryRoutes(BlueprintDoor door) {
        this.door = door;
    }

    @Override
    public void mountOn(Router router) {
        router.post("/v1/telemetry").handler(door.bodies()).handler(Answering.with(this::report));
    }

    private Future<Void> report(RoutingContext ctx) {
        AccessLog.note(ctx, "meta.feature_category", "ai_abstraction_layer");
        OutcomeReported reported = read(BodyReader.json(ctx));
        var granted = Callers.identityOf(ctx).scopes();
        if (UNIT_PRIMITIVES.stream().noneMatch(granted::covers)) {
            throw Failure.of(Kind.FORBIDDEN, "Unauthorized to report telemetry").asException();
        }
        return door.scopes()
                .open(ctx)
                .ask(TelemetryAddresses.OUTCOME, reported)
                .compose(noted -> ctx.response().setStatusCode(NO_CONTENT).end());
    }

    private OutcomeReported read(JsonNode body) {
        Problem wrong = door.schemas().problem(Schemas.TELEMETRY, Payloads.withoutNulls(body), List.of("body"));
        if (wrong != null) {
            throw Failure.invalid("The report cannot be read", wrong).asException();
        }
        AnswerId answer = AnswerId.read(body.path("identifier").asText())
                .or(
                        body.path("feature").asText(""),
                        body.path("language").asText(""),
                        body.path("model").asText(""));
        boolean accepted = body.path("outcome").asText().equals("accepted");
        long latency = body.has("latency_ms") ? body.get("latency_ms").longValue() : UNKNOWN;
        return new OutcomeReported(answer, accepted, latency);
    }
}
