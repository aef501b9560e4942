package io.aigateway.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The paths of a router as templates, e.g. {@code /v1/chat/{invokable}}: what documentation and metrics call them. A route that ends
 * with a wildcard carries its template as its name.
 */
public final class RouteTemplates {
    private final Map<String, String> exact = new HashMap<>();
    private final List<Wild> wild = new ArrayList<>();
    private final Set<String> operations = new TreeSet<>();

    private record Wild(String prefix, boolean oneSegment, String template) {
        boolean matches(String path) {
            return path.length() > prefix.length()
                    && path.startsWith(prefix)
                    && !(oneSegment && path.indexOf('/', prefix.length()) >= 0);
        }
    }

    private RouteTemplates() {}

    /** The routes that are mounted now, other than those for any path. */
    public static RouteTemplates of(Router router) {
        var templates = new RouteTemplates();
        router.getRoutes().forEach(templates::add);
        return templates;
    }

    /** Method and template of each route, e.g. {@code POST /v2/completions}; sorted. */
    public Set<String> operations() {
        return operations;
    }

    /** The template that a path belongs to; null for a path that there is not. */
    public @Nullable String of(String path) {
        String known = exact.get(path);
        if (known != null) {
            return known;
        }
        for (Wild route : wild) {
            if (route.matches(path)) {
                return route.template();
            }
        }
        return null;
    }

    private void add(Route route) {
        String path = route.getPath();
        if (path == null) {
            return;
        }
        String template = route.getName().equals(path) ? path.replaceAll(":(\\w+)", "{$1}") : route.getName();
        int variable = template.indexOf('{');
        if (variable < 0) {
            exact.put(path, template);
        } else {
            wild.add(new Wild(template.substring(0, variable), route.isExactPath(), template));
        }
        for (HttpMethod method : route.methods() == null ? Set.<HttpMethod>of() : route.methods()) {
            operations.add(method.name() + " " + template);
        }
    }
}
