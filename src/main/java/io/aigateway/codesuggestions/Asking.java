package io.aigateway.codesuggestions;

import io.aigateway.model.Model;
import io.aigateway.model.Models;
import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.ModelAsked.Origin;
import io.aigateway.model.api.ModelInput;
import io.aigateway.model.api.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the question to a model of what the rules say. */
final class Asking {
    /** Longest wait for a model, in seconds. Source: contract section 11.3. */
    private static final int TIMEOUT_SECONDS = 60;

    private final Models models;

    Asking(Models models) {
        this.models = models;
    }

    /** What a model is asked; the mock is asked instead when that is switched on. */
    ModelAsked question(Model model, ModelInput input, Parameters parameters, boolean promptCache, Origin origin) {
        return new ModelAsked(models.targetOf(model), input, parameters, promptCache, origin);
    }

    /** The same with a header that lets Fireworks serve a user from the machine that has its cache. */
    static @Nullable ModelAsked withAffinity(@Nullable ModelAsked asked, String userId) {
        if (asked == null || !asked.target().provider().equals("fireworks") || userId.isEmpty()) {
            return asked;
        }
        var headers = new LinkedHashMap<>(asked.target().headers());
        headers.put("x-session-affinity", userId);
        return new ModelAsked(
                asked.target().withHeaders(headers),
                asked.input(),
                asked.parameters(),
                asked.promptCache(),
                asked.origin());
    }

    static Parameters parameters(
            @Nullable Double temperature, int maxTokens, List<String> stop, @Nullable Integer timeoutSeconds) {
        long timeout = 1000L * (timeoutSeconds == null ? TIMEOUT_SECONDS : timeoutSeconds);
        return new Parameters(temperature, null, null, maxTokens, stop, timeout);
    }

    static List<String> both(@Nullable List<String> first, List<String> second) {
        var all = new ArrayList<String>(first == null ? List.of() : first);
        second.stream().filter(text -> !all.contains(text)).forEach(all::add);
        return all;
    }
}
