package io.aigateway.http.gitlab;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Takes the headers of a request that may be forwarded. Source: contract section 4; RFC 9110, section 7.6.1. */
final class ProxiedHeaders {
    /** Headers whose value is a list; of the others only the first one counts. */
    private static final Set<String> LISTS = Set.of("accept", "anthropic-beta");

    private ProxiedHeaders() {}

    /**
     * The headers of these names, each of them once.
     *
     * @param names in lower case
     */
    static Map<String, String> pick(MultiMap sent, List<String> names) {
        Set<String> ofThisConnection = namedByConnection(sent);
        var picked = new LinkedHashMap<String, String>();
        for (String name : names) {
            List<String> values = sent.getAll(name);
            if (!values.isEmpty() && !ofThisConnection.contains(name)) {
                picked.put(name, LISTS.contains(name) ? String.join(", ", values) : values.get(0));
            }
        }
        return picked;
    }

    /** What a client calls a matter of its connection with the gateway goes no further. */
    private static Set<String> namedByConnection(MultiMap sent) {
        var names = new TreeSet<String>();
        for (String header : sent.getAll(HttpHeaders.CONNECTION)) {
            for (String name : header.split(",", -1)) {
                names.add(name.trim().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }
}
