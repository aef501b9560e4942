package io.aigateway.bus;

import io.aigateway.kernel.Failure;
import io.vertx.core.Context;
import org.jspecify.annotations.Nullable;

/** Hears of every request that comes over the bus, on the context that serves it; for log context and traces. */
@FunctionalInterface
public interface Hops {
    /** Hears nothing. */
    Hops UNHEARD = (context, address, header) -> null;

    /**
     * A request has come and its work is about to start.
     *
     * @param context where the work is done
     * @return who hears of the end; null when nobody does
     */
    @Nullable
    Hop enter(Context context, String address, Header header);

    /** One request at one place. */
    interface Hop {
        /** What goes along with everything that is asked for this request from here. */
        Header header();

        /** The work is over; null when it succeeded. */
        void end(@Nullable Failure failure);
    }
}
