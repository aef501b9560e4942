package io.aigateway.http;

import io.aigateway.http.body.ValidationAnswer.Form;
import io.aigateway.settings.GatewaySettings;
import io.vertx.ext.web.RoutingContext;

/**
 * How much a caller is told about what is wrong with a request: an echo of the request is prompt text, so it takes the same
 * permission as logging it. Source: contract section 12.3.
 */
final class VerboseErrors {
    private final String form;
    private final boolean customModels;
    private final LogPermission permission;

    VerboseErrors(GatewaySettings settings, LogPermission permission) {
        this.permission = permission;
        this.form = settings.features().validationErrors();
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
        return permission.covers(ctx) ? Form.TEXT : Form.PLAIN;
    }
}
