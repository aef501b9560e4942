package io.aigateway.observe;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Members that every log line carries while a request is worked on: they hang on the request's Vert.x context, not on a thread,
 * and so survive every hop. Vert.x finds this class as a service, because the place must be reserved before Vert.x starts.
 */
public final class LogContext implements VertxServiceProvider {
    @SuppressWarnings("unchecked")
    private static final ContextLocal<Map<String, String>> MEMBERS =
            (ContextLocal<Map<String, String>>) (ContextLocal<?>) ContextLocal.registerLocal(Map.class);

    @Override
    public void init(VertxBootstrap builder) {
        // Loading the class has reserved the place.
    }

    /** Sets the members for everything that happens on {@code context}. */
    public static void set(Context context, Map<String, String> members) {
        MEMBERS.put(context, members);
    }

    /** Sets the members of a request of which only the correlation id is known. */
    public static void setCorrelationId(Context context, String requestId) {
        set(context, Map.of("correlation_id", requestId));
    }

    static @Nullable Map<String, String> current() {
        Context context = Vertx.currentContext();
        return context == null ? null : MEMBERS.get(context);
    }
}
