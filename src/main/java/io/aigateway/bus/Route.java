package io.aigateway.bus;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where a question is asked: in this JVM when it is served there, else at another node, and at the next when that one is lost. */
final class Route {
    private static final int MAX_NODES = 3;

    /** How long a node may take to accept a question. It does so at once, so a later answer means that a frame was lost. */
    private static final long ACCEPT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Bus bus;
    private final String address;
    private final List<String> failed = new ArrayList<>(1);
    private @Nullable Peer peer;
    private long openedNanos;

    Route(Bus bus, String address) {
        this.bus = bus;
        this.address = address;
    }

    /** Sends the question; fails when it surely does not arrive. */
    Future<Void> open(Frame.Open question) {
        if (bus.isServedHere(address)) {
            return bus.openHere(question);
        }
        Neighbours neighbours = bus.neighbours();
        Peer chosen = neighbours == null ? null : neighbours.roster().choose(address, failed);
        if (neighbours == null || chosen == null) {
            return Future.failedFuture(unserved().asException());
        }
        peer = chosen;
        chosen.begin();
        openedNanos = System.nanoTime();
        return neighbours.send(NodeAddress.door(chosen.node()), question);
    }

    boolean isTo(String node) {
        Peer asked = peer;
        return asked != null && asked.node().equals(node);
    }

    boolean isRemote() {
        return peer != null;
    }

    /** Whether the other node should have accepted long ago. */
    boolean isOverdue() {
        return peer != null && System.nanoTime() - openedNanos > ACCEPT_NANOS;
    }

    /** The exchange is over. */
    void end() {
        Peer asked = peer;
        if (asked != null) {
            asked.end();
            peer = null;
        }
    }

    /** The node that was asked is lost. */
    void fail() {
        Peer asked = peer;
        if (asked != null) {
            failed.add(asked.node());
        }
        end();
    }

    boolean hasAnother() {
        return failed.size() < MAX_NODES;
    }

    Failure unserved() {
        return Failure.of(Kind.UNSERVED, "No node of the gateway serves " + address);
    }
}
