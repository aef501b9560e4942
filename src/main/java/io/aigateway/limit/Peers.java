package io.aigateway.limit;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** The nodes of the cluster that take part in counting, and how they are asked. */
interface Peers {
    String self();

    /** Those that can be asked, this one among them, sorted. */
    List<String> alive();

    /** Those of them that are not about to leave, sorted. */
    List<String> staying();

    /** Asks a node to make charges; gives up when the time is over. */
    Future<Answered> charge(String node, Asked asked, Duration time);

    /** Asks a node what it let pass. */
    Future<RowsGiven> rows(String node, RowsAsked asked);

    /** Tells a node what this one let pass. */
    Future<RowsTaken> tell(String node, RowsTold told);

    /** Completes a little later, on the same event loop. */
    Future<Void> aLittleLater();
}
