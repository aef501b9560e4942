package io.aigateway.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.tracing.TracingPolicy;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of a bus that meets other nodes: its door, what it knows of the others, and what it serves for them. */
final class Neighbours implements Roster.Hooks {
    private static final Logger log = LoggerFactory.getLogger(Neighbours.class);

    private static final DeliveryOptions ANYWHERE =
            new DeliveryOptions().setCodecName(FrameCodec.NAME).setTracingPolicy(TracingPolicy.IGNORE);
    private static final long SETTLE_CHECK_MILLIS = 20;

    private final Bus bus;
    private final VertxInternal vertx;
    private final EventBus eventBus;
    private final Members members;
    private final int codec;
    private final Roster roster;
    private final Notes notes = new Notes();
    private final AtomicInteger served = new AtomicInteger();
    private volatile boolean leaving;
    private volatile @Nullable Promise<Void> idle;

    Neighbours(Bus bus, VertxInternal vertx, BusOptions options, Members members) {
        this.bus = bus;
        this.vertx = vertx;
        this.eventBus = vertx.eventBus();
        this.members = members;
        this.codec = options.codec();
        this.roster = new Roster(vertx, members, options, this);
    }

    /** Opens the door. */
    void open() {
        eventBus.<Frame>consumer(NodeAddress.door(members.self()), this::receive);
        roster.start();
    }

    Roster roster() {
        return roster;
    }

    Notes notes() {
        return notes;
    }

    /** Tells every other node something. */
    void tell(String topic, Record note) {
        roster.eachOther(node -> tell(node, topic, note));
    }

    private void tell(String node, String topic, Record note) {
        send(NodeAddress.door(node), new Frame.Told(topic, note))
                .onFailure(cause -> log.debug("could not tell a node [topic: {}]", topic, cause));
    }

    @Override
    public void met(String node) {
        notes.tellAll((topic, note) -> tell(node, topic, note));
    }

    boolean isMember(String node) {
        return members.others().contains(node);
    }

    /** Sends a frame to an address of another node; fails when it surely does not arrive. */
    Future<Void> send(String address, Frame frame) {
        return eventBus.<Frame>sender(address, ANYWHERE).write(frame);
    }

    @Override
    public Card card() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new Card(members.self(), codec, bus.served(), leaving, bus.exchanges(), cores);
    }

    @Override
    public void send(String node, Card card) {
        send(NodeAddress.door(node), new Frame.News(card))
                .onSuccess(written -> roster.reached(node, true))
                .onFailure(cause -> roster.reached(node, false));
    }

    @Override
    public void gone(String node) {
        bus.gone(node);
    }

    /** Another node's question is being answered. */
    void begin() {
        served.incrementAndGet();
    }

    void end() {
        if (served.decrementAndGet() == 0) {
            tellIdle();
        }
    }

    boolean isLeaving() {
        return leaving;
    }

    /** Tells the others to ask something else; what they asked is still answered. */
    void announceLeave() {
        if (!leaving) {
            leaving = true;
            roster.tellAll();
        }
    }

    /** Completes when nothing is served for other nodes any more. */
    Future<Void> idle() {
        Promise<Void> promise = Promise.promise();
        idle = promise;
        if (served.get() == 0) {
            promise.tryComplete();
        }
        return promise.future();
    }

    private void tellIdle() {
        Promise<Void> waiting = idle;
        if (waiting != null) {
            waiting.tryComplete();
        }
    }

    /** Completes when every member has told what it serves, and at the latest after {@code millis}. */
    Future<Void> settled(long millis) {
        if (roster.isComplete() || millis <= 0) {
            return Future.succeededFuture();
        }
        return vertx.timer(SETTLE_CHECK_MILLIS).compose(now -> settled(millis - SETTLE_CHECK_MILLIS));
    }

    private void receive(Message<Frame> message) {
        Frame frame = message.body();
        if (frame instanceof Frame.News news) {
            Card card = WireFormat.unwrap(news.card(), Card.class);
            if (card != null) {
                roster.heard(card);
            }
        } else if (frame instanceof Frame.Told told) {
            notes.heard(told);
        } else if (frame instanceof Frame.Open open) {
            bus.openHere(open).onFailure(cause -> decline(open));
        }
    }

    /** What this node was known for it does not serve any more: somebody else may. */
    private void decline(Frame.Open open) {
        send(open.mailbox(), new Frame.Lost(open.stream()))
                .onFailure(cause -> log.debug("could not decline [address: {}]", open.address(), cause));
    }
}
