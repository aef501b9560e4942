package io.aigateway.app.doctor;

import io.aigateway.kernel.Failure;
import io.aigateway.model.api.Target;
import java.util.Map;

/** A provider's failure, with what to do about it. */
final class Explained {
    private static final Map<String, String> KEYS = Map.of(
            "anthropic", "ANTHROPIC_API_KEY",
            "openai", "OPENAI_API_KEY",
            "fireworks", "AIGW_MODEL_KEYS__FIREWORKS_PROVIDER_API_KEY",
            "mistral", "AIGW_MODEL_KEYS__MISTRAL_API_KEY",
            "vertexai", "GOOGLE_APPLICATION_CREDENTIALS or AIGW_GOOGLE_CLOUD_PLATFORM__SERVICE_ACCOUNT_JSON_KEY");
    private static final String CATALOGUE = "conf/models.yaml";

    private Explained() {}

    /** Whether there is a part of the gateway that speaks to this provider with a key of its own. */
    static boolean isOffered(Target target) {
        return KEYS.containsKey(target.provider());
    }

    /** The setting that holds the key of a target. */
    static String key(Target target) {
        return target.key() > 0
                ? "key " + (target.key() + 1) + " of " + target.provider() + " (AIGW_MODEL_KEYS__MORE)"
                : KEYS.getOrDefault(target.provider(), "the key of " + target.provider());
    }

    static Finding of(String check, String about, Failure failure, Target target) {
        String status = failure.upstreamStatus() == 0 ? "" : " (status " + failure.upstreamStatus() + ")";
        String text = failure.detail() + status;
        String mend = mend(failure, target);
        return failure.kind() == Failure.Kind.RATE_LIMITED
                ? Finding.warning(check, about, text, mend)
                : Finding.failed(check, about, text, mend);
    }

    private static String mend(Failure failure, Target target) {
        return switch (failure.upstreamStatus()) {
            case 401, 403 -> "the provider does not accept " + key(target) + ": check it, and what it is allowed to do";
            case 404 -> "the account has no model " + target.model() + place(target) + ": check both in " + CATALOGUE;
            case 402, 429 -> "the account is at its limit: wait, ask for more, or add keys (AIGW_MODEL_KEYS__MORE)";
            case 0 -> withoutAnswer(failure, target);
            default ->
                failure.upstreamStatus() < 500
                        ? "the provider does not take a plain question: check the model " + target.model() + " in "
                                + CATALOGUE
                        : "see the status page of the provider";
        };
    }

    private static String withoutAnswer(Failure failure, Target target) {
        if (failure.detail().contains("credential")) {
            return "set " + key(target);
        }
        return switch (failure.kind()) {
            case TIMED_OUT ->
                "see the status page of the provider; it may be too slow, or a proxy on the way holds answers back";
            case UNSERVED ->
                "no part of this gateway speaks to " + target.provider() + ": check the model's target in " + CATALOGUE;
            case INVALID -> "check the model's target in " + CATALOGUE;
            default -> "see the network check of its host, and the status page of the provider";
        };
    }

    private static String place(Target target) {
        return target.location().isEmpty() ? "" : " in " + target.location();
    }
}
