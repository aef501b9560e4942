package io.aigateway.http.operations;

import io.aigateway.http.Replies;
import io.aigateway.http.Routes;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Puts changed files and settings in force by hand. */
public final class ReloadRoutes implements Routes {
    private final Supplier<Future<State>> reload;

    /**
     * What is in force.
     *
     * @param version      tells one state of the files from another
     * @param since        when it came into force
     * @param problem      why files that were read later are not in force; empty when there is nothing wrong
     * @param needsRestart groups of settings that have changed and come into force with the next start only
     */
    public record State(String version, Instant since, String problem, List<String> needsRestart) {
        Map<String, Object> asJson() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("version", version);
            json.put("since", since.toString());
            json.put("problem", problem);
            json.put("needs_restart", needsRestart);
            return json;
        }
    }

    /** Another reload is under way, or too many old states still have something to end. */
    public static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Busy() {
            super(
                    "A reload is under way, or earlier ones still let streams end; try again in a while",
                    null,
                    false,
                    false);
        }
    }

    /**
     * The route.
     *
     * @param reload fails with {@link Busy}, or with a message that says what is wrong with the files
     */
    public ReloadRoutes(Supplier<Future<State>> reload) {
        this.reload = reload;
    }

    @Override
    public void mountOn(Router router) {
        router.post("/reload").handler(this::run);
    }

    private void run(RoutingContext ctx) {
        ctx.request().resume();
        if (ctx.request().getHeader("Origin") != null) {
            Replies.json(ctx, 403, Map.of("detail", "No page of a browser reloads a node"));
            return;
        }
        reload.get()
                .onSuccess(state -> Replies.json(ctx, state.asJson()))
                .onFailure(cause -> Replies.json(
                        ctx, cause instanceof Busy ? 409 : 422, Map.of("detail", String.valueOf(cause.getMessage()))));
    }
}
