package io.aigateway.http.gitlab;

import io.aigateway.bus.Onward;
import io.aigateway.bus.Scope;
import io.aigateway.bus.StreamAddress;
import io.aigateway.codesuggestions.api.CodeSuggestionAddresses;
import io.aigateway.codesuggestions.api.CompletionAsked;
import io.aigateway.codesuggestions.api.GenerationAsked;
import io.aigateway.codesuggestions.api.SuggestionEnded;
import io.aigateway.codesuggestions.api.SuggestionEvent;
import io.aigateway.codesuggestions.api.SuggestionGiven;
import io.aigateway.http.AccessLog;
import io.aigateway.http.Answering;
import io.aigateway.http.Flags;
import io.aigateway.http.ModelCache;
import io.aigateway.http.Permissions;
import io.aigateway.http.QuotaGate;
import io.aigateway.http.Replies;
import io.aigateway.http.Routes;
import io.aigateway.http.Scopes;
import io.aigateway.http.body.BodyReader;
import io.aigateway.telemetry.api.CountsReported;
import io.aigateway.telemetry.api.CountsReported.Count;
import io.aigateway.telemetry.api.TelemetryAddresses;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Code suggestions, all four generations of the contract. Source: contract section 1. */
public final class CodeSuggestionRoutes implements Routes {
    private static final Logger log = LoggerFactory.getLogger(CodeSuggestionRoutes.class);
    private static final String NO_COMPLETIONS = "Unauthorized to access code completions";
    private static final String NO_GENERATIONS = "Unauthorized to access code generations";
    private static final String NO_SUGGESTIONS = "Unauthorized to access code suggestions";
    private static final String COMPLETE_CODE = "complete_code";
    private static final String GENERATE_CODE = "generate_code";
    private static final String AMAZON_Q = "amazon_q_integration";

    private final Scopes scopes;
    private final BodyReader bodies;
    private final QuotaGate quota;
    private final String region;
    private final Clock clock;

    /**
     * The routes.
     *
     * @param region of this deployment, told to clients
     */
    public CodeSuggestionRoutes(GitLabDoor door, String region, Clock clock) {
        this.scopes = door.scopes();
        this.bodies = door.bodies();
        this.quota = door.quota();
        this.region = region;
        this.clock = clock;
    }

    @Override
    public void mountOn(Router router) {
        router.post("/v2/code/completions").handler(bodies).handler(Answering.with(this::complete));
        router.post("/v2/completions").handler(bodies).handler(Answering.with(this::complete));
        router.post("/v2/code/generations").handler(bodies).handler(Answering.with(this::generate));
        router.post("/v3/code/completions").handler(bodies).handler(Answering.with(ctx -> suggest(ctx, false)));
        router.post("/v4/code/suggestions").handler(bodies).handler(Answering.with(ctx -> suggest(ctx, true)));
    }

    private Future<Void> complete(RoutingContext ctx) {
        note(ctx, COMPLETE_CODE);
        FlatBody body = FlatBody.of(BodyReader.json(ctx));
        CompletionAsked asked = body.completion(ModelCache.isWelcome(ctx));
        return Onward.from(quota.check(ctx, "code_completions"), entitled -> {
            Permissions.require(ctx, body.isForAmazonQ() ? AMAZON_Q : COMPLETE_CODE, NO_COMPLETIONS);
            Scope scope = scopes.open(ctx);
            report(scope, body);
            return body.stream()
                    ? raw(ctx, scope, CodeSuggestionAddresses.COMPLETE_STREAM, asked)
                    : scope.ask(CodeSuggestionAddresses.COMPLETE, asked).compose(given -> flat(ctx, given));
        });
    }

    private Future<Void> generate(RoutingContext ctx) {
        note(ctx, GENERATE_CODE);
        FlatBody body = FlatBody.of(BodyReader.json(ctx));
        GenerationAsked asked = body.generation(ModelCache.isWelcome(ctx));
        return Onward.from(quota.check(ctx, "code_generations"), entitled -> {
            Permissions.requireFromOutside(ctx, body.isForAmazonQ() ? AMAZON_Q : GENERATE_CODE, NO_GENERATIONS);
            Scope scope = scopes.open(ctx);
            report(scope, body);
            return body.stream()
                    ? raw(ctx, scope, CodeSuggestionAddresses.GENERATE_STREAM, asked)
                    : scope.ask(CodeSuggestionAddresses.GENERATE, asked).compose(given -> flat(ctx, given));
        });
    }

    private Future<Void> suggest(RoutingContext ctx, boolean sse) {
        ComponentsBody body = ComponentsBody.of(BodyReader.json(ctx));
        boolean completion = body.type().equals(ComponentsBody.COMPLETION);
        note(ctx, completion ? COMPLETE_CODE : GENERATE_CODE);
        AccessLog.note(ctx, "code_suggestion_type", body.type());
        return Onward.from(quota.check(ctx, completion ? "code_completions" : "code_generations"), entitled -> {
            String usual = completion ? COMPLETE_CODE : GENERATE_CODE;
            Permissions.requireFromOutside(ctx, body.isForAmazonQ() ? AMAZON_Q : usual, NO_SUGGESTIONS);
            return completion ? completeComponents(ctx, body, sse) : generateComponents(ctx, body, sse);
        });
    }

    private Future<Void> completeComponents(RoutingContext ctx, ComponentsBody body, boolean sse) {
        CompletionAsked asked = body.completion(LanguageServer.sendsUsableContext(ctx), ModelCache.isWelcome(ctx));
        Scope scope = scopes.open(ctx);
        return body.stream()
                ? stream(ctx, scope, CodeSuggestionAddresses.COMPLETE_STREAM, asked, sse)
                : scope.ask(CodeSuggestionAddresses.COMPLETE, asked).compose(given -> components(ctx, given));
    }

    private Future<Void> generateComponents(RoutingContext ctx, ComponentsBody body, boolean sse) {
        GenerationAsked asked = body.generation(ModelCache.isWelcome(ctx));
        Scope scope = scopes.open(ctx);
        return body.stream()
                ? stream(ctx, scope, CodeSuggestionAddresses.GENERATE_STREAM, asked, sse)
                : scope.ask(CodeSuggestionAddresses.GENERATE, asked).compose(given -> components(ctx, given));
    }

    /** Nobody waits for it, and a suggestion is worth more than a count. */
    private static void report(Scope scope, FlatBody body) {
        List<Count> counts = body.telemetry();
        if (!counts.isEmpty()) {
            scope.ask(TelemetryAddresses.COUNTS, new CountsReported(counts))
                    .onFailure(cause -> log.debug("telemetry was not counted", cause));
        }
    }

    private Future<Void> flat(RoutingContext ctx, SuggestionGiven given) {
        return Replies.json(ctx, SuggestionJson.flat(given, region, now(), Flags.of(ctx)));
    }

    private Future<Void> components(RoutingContext ctx, SuggestionGiven given) {
        return Replies.json(ctx, SuggestionJson.components(given, now(), Flags.of(ctx)));
    }

    private <Q extends Record> Future<Void> stream(
            RoutingContext ctx,
            Scope scope,
            StreamAddress<Q, SuggestionEvent, SuggestionEnded> address,
            Q asked,
            boolean sse) {
        return sse
                ? SuggestionStream.sse(ctx, scope.stream(address, asked), region, now())
                : raw(ctx, scope, address, asked);
    }

    private static <Q extends Record> Future<Void> raw(
            RoutingContext ctx, Scope scope, StreamAddress<Q, SuggestionEvent, SuggestionEnded> address, Q asked) {
        return SuggestionStream.raw(ctx, scope.stream(address, asked));
    }

    private static void note(RoutingContext ctx, String unitPrimitive) {
        AccessLog.note(ctx, AccessLog.FEATURE_CATEGORY, "code_suggestions");
        AccessLog.note(ctx, AccessLog.UNIT_PRIMITIVE, unitPrimitive);
    }

    private long now() {
        return clock.millis() / 1000;
    }
}
