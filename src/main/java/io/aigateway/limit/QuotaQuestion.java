package io.aigateway.limit;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose caller's credits are in question.
 *
 * @param exempt     whether the caller's token exempts it from quota (claim {@code skip_usage_cutoff})
 * @param parameters what is known of the request; unmodifiable
 */
public record QuotaQuestion(boolean exempt, Map<QuotaParameter, String> parameters) {

    /** A question about a caller of whom nothing is known yet. */
    public static QuotaQuestion about(boolean exempt) {
        return new QuotaQuestion(exempt, Map.of());
    }

    public QuotaQuestion {
        var copy = new EnumMap<QuotaParameter, String>(QuotaParameter.class);
        copy.putAll(parameters);
        parameters = Collections.unmodifiableMap(copy);
    }

    /** The same question with one more fact; the same question when there is no value. */
    public QuotaQuestion with(QuotaParameter parameter, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return this;
        }
        var more = new EnumMap<QuotaParameter, String>(QuotaParameter.class);
        more.putAll(parameters);
        more.put(parameter, value);
        return new QuotaQuestion(exempt, more);
    }

    /** The facts that decide the answer, so that equal ones have the same. */
    Map<QuotaParameter, String> deciding() {
        var deciding = new EnumMap<QuotaParameter, String>(QuotaParameter.class);
        deciding.putAll(parameters);
        deciding.remove(QuotaParameter.CORRELATION_ID);
        return deciding;
    }

    /** Without the facts: they name people, hosts and projects. */
    @Override
    public String toString() {
        return "QuotaQuestion[exempt: " + exempt + ", parameters: " + parameters.keySet() + "]";
    }
}
