package io.aigateway.observe;

import io.aigateway.bus.Hops;
import io.aigateway.kernel.Caller;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Members that every log line carries while a request is worked on: they hang on the request's Vert.x context, not on a thread,
 * and so survive every hop. Vert.x finds this class as a service, because the place must be reserved before Vert.x starts.
 */
public final class LogContext implements VertxServiceProvider {
    @SuppressWarnings("unchecked")
    private static final ContextLocal<Supplier<Map<String, String>>> MEMBERS =
            (ContextLocal<Supplier<Map<String, String>>>) (ContextLocal<?>) ContextLocal.registerLocal(Supplier.class);

    @Override
    public void init(VertxBootstrap builder) {
        // Loading the class has reserved the place.
    }

    /** Sets the members for everything that happens on {@code context}. */
    public static void set(Context context, Map<String, String> members) {
        MEMBERS.put(context, () -> members);
    }

    /**
     * Sets the members of a request that came over the bus: of what its caller sent, that which travels. They are put together when
     * something is logged, which is seldom.
     */
    public static void setRequest(Context context, String requestId, Caller caller) {
        MEMBERS.put(context, () -> members(requestId, caller));
    }

    /** Sets one more member of the request that is worked on now, or another value of one. */
    public static void add(String name, String value) {
        Context context = Vertx.currentContext();
        Map<String, String> known = current();
        if (context != null && (known == null || !value.equals(known.get(name)))) {
            var more = new HashMap<String, String>(known == null ? Map.of() : known);
            more.put(name, value);
            set(context, more);
        }
    }

    /** Sets the members of every request that comes over the bus, before others hear of it. */
    public static Hops before(Hops others) {
        return (context, address, header) -> {
            setRequest(context, header.requestId(), header.caller());
            return others.enter(context, address, header);
        };
    }

    static @Nullable Map<String, String> current() {
        Context context = Vertx.currentContext();
        Supplier<Map<String, String>> members = context == null ? null : MEMBERS.get(context);
        return members == null ? null : members.get();
    }

    private static Map<String, String> members(String requestId, Caller caller) {
        var members = new HashMap<String, String>();
        put(members, "correlation_id", requestId);
        put(members, "gitlab_instance_id", caller.instanceId());
        put(members, "gitlab_global_user_id", caller.userId());
        put(members, "gitlab_realm", caller.realm());
        put(members, "gitlab_version", caller.client().gitlabVersion());
        put(members, "gitlab_language_server_version", caller.client().languageServerVersion());
        put(members, "is_gitlab_team_member", caller.client().teamMember());
        return members;
    }

    private static void put(Map<String, String> members, String name, String value) {
        if (!value.isEmpty()) {
            members.put(name, value);
        }
    }
}
