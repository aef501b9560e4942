package io.aigateway.observe;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps what callers write out of the number of time series: of a label's values only those of a certain form count, and of these
 * only the first ones.
 */
final class Bounded {
    /** Stands for what nobody said. */
    static final String UNKNOWN = "unknown";

    /** Stands for what is not told apart. */
    static final String OTHER = "other";

    private final Pattern form;
    private final int most;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    /**
     * Values of one label.
     *
     * @param form what of a text counts; a text that does not begin with it is {@link #OTHER}
     * @param most how many values are told apart
     */
    Bounded(String form, int most) {
        this.form = Pattern.compile(form);
        this.most = most;
    }

    String of(String text) {
        if (text.isEmpty()) {
            return UNKNOWN;
        }
        if (seen.contains(text)) {
            return text;
        }
        Matcher match = form.matcher(text);
        if (!match.lookingAt()) {
            return OTHER;
        }
        String value = match.group();
        if (seen.contains(value)) {
            return value;
        }
        if (seen.size() >= most) {
            return OTHER;
        }
        seen.add(value);
        return value;
    }

    /**
     * Meters by their labels: each is looked up in the registry once and then held.
     *
     * @param <K> labels
     * @param <M> what holds the meters of these labels
     */
    static final class Cache<K, M> {
        private final ConcurrentMap<K, M> known = new ConcurrentHashMap<>();
        private final int most;
        private final UnaryOperator<K> others;
        private final Function<K, M> make;

        /**
         * No meters yet.
         *
         * @param most   how many labels are told apart
         * @param others what labels beyond that are taken for; a bounded number of them
         */
        Cache(int most, UnaryOperator<K> others, Function<K, M> make) {
            this.most = most;
            this.others = others;
            this.make = make;
        }

        M of(K labels) {
            M held = known.get(labels);
            if (held != null) {
                return held;
            }
            return known.computeIfAbsent(known.size() < most ? labels : others.apply(labels), make);
        }
    }
}
