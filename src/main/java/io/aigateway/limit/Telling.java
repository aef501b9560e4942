package io.aigateway.limit;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells other nodes what they do not know of what was let pass: the node that counts, what this one let pass; and where this node
 * counts, the one that would count next, also what nodes did that are gone. Confined to one event loop.
 */
final class Telling {
    /** Rows in one message. */
    private static final int MOST = 1000;

    private final NodeRows rows;
    private final Views views;
    private final Ledger ledger;
    private final Peers peers;
    private long toldIn;

    Telling(Ledger ledger, NodeRows rows, Views views, Peers peers) {
        this.ledger = ledger;
        this.rows = rows;
        this.views = views;
        this.peers = peers;
    }

    /** Tells what changed, at most so much; completes when it was heard, or was not. */
    Future<Void> tell() {
        View view = views.now();
        if (view.epoch() != toldIn) {
            toldIn = view.epoch();
            rows.changed(ledger.names());
        }
        var byNode = new LinkedHashMap<String, List<String>>();
        for (String counter : rows.takeUntold(MOST)) {
            String owner = view.owner(counter);
            String node = owner.equals(peers.self()) ? view.next(counter) : owner;
            if (node != null) {
                byNode.computeIfAbsent(node, name -> new ArrayList<>()).add(counter);
            }
        }
        var told = new ArrayList<Future<RowsTaken>>();
        for (Map.Entry<String, List<String>> news : byNode.entrySet()) {
            told.add(tell(news.getKey(), news.getValue(), view));
        }
        return Future.join(told).otherwiseEmpty().mapEmpty();
    }

    private Future<RowsTaken> tell(String node, List<String> counters, View view) {
        return peers.tell(node, new RowsTold(rows.rows(counters, view.alive()::contains)))
                .onComplete(taken -> rows.changed(taken.outdated()), cause -> rows.changed(counters));
    }

    /** Says that the places that this node holds are still held, and frees those of nodes that are gone. */
    void renew() {
        rows.renewPlaces();
        List<String> alive = views.now().alive();
        rows.freePlaces(node -> !alive.contains(node));
    }
}
