package io.aigateway.observe;

import io.aigateway.kernel.Caller;
import io.aigateway.kernel.Failure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Labels of one call of a model, in the contract's order. Source: contract section 10.4.
 *
 * @param engine         name of the provider
 * @param model          identifier of the catalogue
 * @param client         what the caller's software says about itself
 * @param errorType      {@code none}, or why the call failed
 * @param streaming      whether the answer came in pieces
 * @param feature        feature category
 * @param unitPrimitive  what the caller was allowed to use
 * @param finishReason   why the model stopped; empty when it did not
 */
record Inference(
        String engine,
        String model,
        Client client,
        String errorType,
        boolean streaming,
        String feature,
        String unitPrimitive,
        String finishReason) {
    private static final String NONE = "none";

    /** What is known of the caller's software, bounded. */
    record Client(String languageServer, String gitlab, String type, String realm, String teamMember) {
        static final Client OTHER =
                new Client(Bounded.OTHER, Bounded.OTHER, Bounded.OTHER, Bounded.UNKNOWN, Bounded.UNKNOWN);
    }

    /** The same call, of somebody whose software is not told apart. */
    Inference ofAnybody() {
        return new Inference(engine, model, Client.OTHER, errorType, streaming, feature, unitPrimitive, finishReason);
    }

    String[] values() {
        return new String[] {
            engine,
            model,
            client.languageServer(),
            client.gitlab(),
            client.type(),
            client.realm(),
            client.teamMember(),
            errorType.equals(NONE) ? "no" : "yes",
            errorType,
            streaming ? "yes" : "no",
            feature,
            unitPrimitive,
            finishReason
        };
    }

    static String errorTypeOf(@Nullable Failure failure) {
        if (failure == null) {
            return NONE;
        }
        return switch (failure.upstreamStatus()) {
            case 400, 422 -> "http_400";
            case 401, 403 -> "permission_error";
            case 413 -> "prompt_too_long";
            case 429, 529 -> "overloaded";
            case 500, 502, 503, 504 -> "service_unavailable";
            case 0 ->
                switch (failure.kind()) {
                    case UPSTREAM_UNAVAILABLE, TIMED_OUT -> "connection_error";
                    case OVERLOADED, RATE_LIMITED -> "overloaded";
                    case TOO_LARGE -> "prompt_too_long";
                    default -> Bounded.OTHER;
                };
            default -> Bounded.OTHER;
        };
    }

    /** Makes labels of callers; what they write about themselves counts only in the form that it should have. */
    static final class Clients {
        private static final int MOST_VERSIONS = 40;
        private static final int MOST_TYPES = 10;
        private static final String VERSION = "\\d{1,3}(\\.\\d{1,4}){1,2}";

        private final Bounded languageServers = new Bounded(VERSION, MOST_VERSIONS);
        private final Bounded gitlabs = new Bounded(VERSION, MOST_VERSIONS);
        private final Bounded types = new Bounded("[a-z][a-z_-]{1,20}$", MOST_TYPES);

        Client of(Caller caller) {
            Caller.Client client = caller.client();
            return new Client(
                    languageServers.of(client.languageServerVersion()),
                    gitlabs.of(client.gitlabVersion()),
                    types.of(client.clientType().toLowerCase(Locale.ROOT)),
                    realm(caller.realm()),
                    teamMember(client.teamMember()));
        }

        static String realm(String realm) {
            return switch (realm) {
                case "saas", "self-managed" -> realm;
                case "" -> Bounded.UNKNOWN;
                default -> Bounded.OTHER;
            };
        }

        private static String teamMember(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> "yes";
                case "false" -> "no";
                default -> Bounded.UNKNOWN;
            };
        }
    }
}
