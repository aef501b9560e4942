package io.aigateway.http;

import io.aigateway.http.body.ValidationAnswer.Form;
import io.aigateway.settings.GatewaySettings;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * How much a caller is told about what is wrong with a request: an echo of the request is prompt text, so it takes the same
 * permission as logging it. Source: contract sections 10.3 and 12.3.
 */
final class VerboseErrors {
    private static final String VERBOSE_HEADER = "x-gitlab-enabled-instance-verbose-ai-logs";
    private static final String VERBOSE_FLAG = "expanded_ai_logging";

    private final String form;
    private final boolean requestLogging;
    private final boolean customModels;

    VerboseErrors(GatewaySettings settings) {
        this.form = settings.features().validationErrors();
        this.requestLogging = settings.logging().requestLogging();
        this.customModels = settings.models().customEnabled();
    }

    Form formFor(RoutingContext ctx) {
        return switch (form) {
            case "list" -> Form.LIST;
            case "text" -> Form.TEXT;
            case "plain" -> Form.PLAIN;
            default -> automatic(ctx);
        };
    }

    private Form automatic(RoutingContext ctx) {
        if (customModels) {
            return Form.LIST;
        }
        return mayLog(ctx) ? Form.TEXT : Form.PLAIN;
    }

    /** Whether prompts and answers of this request may be logged. */
    boolean mayLog(RoutingContext ctx) {
        boolean byInstance = "true".equals(ctx.request().getHeader(VERBOSE_HEADER));
        Set<String> flags = Flags.of(ctx);
        return requestLogging || (customModels ? byInstance : flags.contains(VERBOSE_FLAG));
    }
}
