package io.aigateway.limit;

import io.aigateway.bus.Address;
import io.aigateway.bus.Bus;
import io.aigateway.bus.Header;
import io.aigateway.bus.ServedAddresses;
import io.aigateway.kernel.Caller;
import io.aigateway.kernel.Deadline;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The nodes that count, over the bus. Each serves addresses of its own. */
final class BusPeers implements Peers {
    private static final String CHARGE = "limit.charge.v1.";
    private static final long A_LITTLE_MILLIS = 30;

    /** Time for what need not be answered in time, and for questions before a question is answered. */
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Vertx vertx;
    private final Bus bus;
    private final String self;
    private final Clock clock;

    BusPeers(Vertx vertx, Bus bus, String self, Clock clock) {
        this.vertx = vertx;
        this.bus = bus;
        this.self = self;
        this.clock = clock;
    }

    static Address<Asked, Answered> charges(String node) {
        return new Address<>(CHARGE + node, Asked.class, Answered.class);
    }

    static Address<RowsAsked, RowsGiven> rows(String node) {
        return new Address<>("limit.rows.v1." + node, RowsAsked.class, RowsGiven.class);
    }

    static Address<RowsTold, RowsTaken> told(String node) {
        return new Address<>("limit.told.v1." + node, RowsTold.class, RowsTaken.class);
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public List<String> alive() {
        return nodes(false);
    }

    @Override
    public List<String> staying() {
        return nodes(true);
    }

    private List<String> nodes(boolean staying) {
        return ServedAddresses.of(bus, CHARGE, staying).stream()
                .map(address -> address.substring(CHARGE.length()))
                .toList();
    }

    @Override
    public Future<Answered> charge(String node, Asked asked, Duration time) {
        return ask(charges(node), asked, time);
    }

    @Override
    public Future<RowsGiven> rows(String node, RowsAsked asked) {
        return ask(rows(node), asked, SHORT);
    }

    @Override
    public Future<RowsTaken> tell(String node, RowsTold told) {
        return ask(told(node), told, SHORT);
    }

    @Override
    public Future<Void> aLittleLater() {
        return vertx.timer(A_LITTLE_MILLIS).mapEmpty();
    }

    private <Q extends Record, R extends Record> Future<R> ask(Address<Q, R> address, Q question, Duration time) {
        var header = new Header("limits", Caller.NOBODY, Deadline.after(time, clock), null);
        return bus.scope(header).ask(address, question);
    }
}
