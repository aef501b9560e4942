package io.aigateway.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.tracing.TracingPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The typed event bus of one node. Two verbs: {@link Scope#ask} and {@link Scope#stream}; both end by answer, failure,
 * deadline or cancellation, and the other side always hears of it.
 *
 * <p>A request is served by a consumer in the same JVM when there is one, otherwise by any node that has the feature.
 */
public final class Bus {
    private static final DeliveryOptions HERE = new DeliveryOptions()
            .setCodecName(FrameCodec.NAME)
            .setLocalOnly(true)
            .setTracingPolicy(TracingPolicy.IGNORE);

    /** What was sent to a place before it was withdrawn is there after this time, in milliseconds. */
    private static final long ON_ITS_WAY_MILLIS = 250;

    private final Vertx vertx;
    private final EventBus eventBus;
    private final BusOptions options;
    private final String ownMailboxes;
    private final @Nullable Neighbours neighbours;
    private final AtomicLong mailboxNumbers = new AtomicLong();
    private final Map<String, Mailbox> mailboxes = new ConcurrentHashMap<>();
    private final FrameCodec codec;
    private final Services services = new Services(this::tellNeighbours);

    private Bus(Vertx vertx, BusOptions options) {
        this.vertx = vertx;
        this.eventBus = vertx.eventBus();
        this.options = options;
        this.codec = new FrameCodec(options.forceWire(), options.codec(), this::commonCodec);
        Members members = options.members();
        this.ownMailboxes =
                NodeAddress.mailboxes(members == null ? UUID.randomUUID().toString() : members.self());
        this.neighbours = members == null ? null : new Neighbours(this, (VertxInternal) vertx, options, members);
    }

    /** Opens the bus of this node. Once for each {@link Vertx}. */
    public static Bus on(Vertx vertx, BusOptions options) {
        var bus = new Bus(vertx, options);
        vertx.eventBus().registerCodec(bus.codec);
        if (bus.neighbours != null) {
            bus.neighbours.open();
        }
        return bus;
    }

    private int commonCodec() {
        return neighbours == null ? options.codec() : neighbours.roster().commonCodec();
    }

    /**
     * The life of a request that starts here, on the current context.
     *
     * @throws IllegalStateException when not called on an event loop
     */
    public Scope scope(Header header) {
        if (!currentContext().inThread()) {
            throw new IllegalStateException("A scope belongs to an event loop");
        }
        return new Scope(this, mailbox(), header);
    }

    /**
     * Answers every question sent to {@code address}, on the current context.
     *
     * @return completes when it can be asked
     */
    public <Q extends Record, R extends Record> Future<Void> serve(
            Address<Q, R> address, BiFunction<Scope, Q, Future<R>> answer) {
        return serve(
                new StreamAddress<>(address.name(), address.question(), Record.class, address.answer()),
                (scope, question, sink) -> answer.apply(scope, question));
    }

    /**
     * Serves every stream asked for at {@code address}, on the current context.
     *
     * @return completes when it can be asked
     */
    public <Q extends Record, E, R extends Record> Future<Void> serve(
            StreamAddress<Q, E, R> address, StreamServer<Q, E, R> server) {
        Mailbox mailbox = mailbox();
        var place = services.reserve(address.name(), currentContext(), mailbox);
        MessageConsumer<Frame> consumer = eventBus.localConsumer(place.name(), message -> {
            if (message.body() instanceof Frame.Open open) {
                new Serving<Q, E, R>(this, mailbox, open).start(server, address.question(), open);
            }
        });
        return consumer.completion().compose(done -> mailbox.ready()).onSuccess(done -> {
            services.open(place);
            tellNeighbours();
        });
    }

    /**
     * Hears what other nodes tell, on an event loop.
     *
     * @param known what a node that comes later is told at once; called on any thread
     */
    public <T extends Record> void hear(Topic<T> topic, Consumer<T> hearer, Supplier<List<T>> known) {
        ifClustered(others -> others.notes().add(topic, hearer, known));
    }

    /** Tells every other node something, as far as it can be reached. Called on any thread. */
    public <T extends Record> void tell(Topic<T> topic, T note) {
        ifClustered(others -> others.tell(topic.name(), note));
    }

    /** Whether a consumer in this JVM serves the address. */
    public boolean isServedHere(String address) {
        return services.has(address);
    }

    /** Whether any node serves an address that begins so. */
    public boolean isServed(String prefix) {
        return services.anyBegins(prefix)
                || (neighbours != null && neighbours.roster().anyServes(prefix));
    }

    /** Completes when the other nodes have told what they serve, and at the latest after {@code patience}. */
    public Future<Void> settled(Duration patience) {
        return neighbours == null ? Future.succeededFuture() : neighbours.settled(patience.toMillis());
    }

    /** Tells the other nodes to ask somebody else from now on. What they have asked is still answered. */
    public void announceLeave() {
        ifClustered(Neighbours::announceLeave);
    }

    /**
     * Waits until nothing is done for other nodes any more. What is still under way after {@code patience} is passed on: questions
     * that nothing was answered to are asked elsewhere, begun streams end.
     */
    public Future<Void> leave(Duration patience) {
        if (neighbours == null) {
            return Future.succeededFuture();
        }
        announceLeave();
        return neighbours
                .idle()
                .timeout(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS)
                .recover(late -> handOver());
    }

    private Future<Void> handOver() {
        return Future.join(mailboxes.values().stream().map(Mailbox::handOver).toList())
                .mapEmpty();
    }

    /**
     * Serves nothing new on the current context, and completes when what is under way there has ended, at the latest after
     * {@code patience}. Others on this node go on serving.
     */
    public Future<Void> retire(Duration patience) {
        services.withdraw(currentContext());
        return vertx.timer(ON_ITS_WAY_MILLIS).compose(arrived -> mailbox().idle(patience));
    }

    /** How many exchanges the current context has under way, asked or served. */
    public int exchangesHere() {
        return mailbox().size();
    }

    private void ifClustered(Consumer<Neighbours> action) {
        if (neighbours != null) {
            action.accept(neighbours);
        }
    }

    private void tellNeighbours() {
        ifClustered(others -> others.roster().tellAll());
    }

    @Nullable
    Neighbours neighbours() {
        return neighbours;
    }

    /** What is served here. */
    Set<String> served() {
        return services.all();
    }

    /** About how many exchanges are under way on this node, asked and served. */
    public int exchanges() {
        return mailboxes.values().stream().mapToInt(Mailbox::size).sum();
    }

    /** A node is dead or cannot be reached. */
    void gone(String node) {
        mailboxes.values().forEach(mailbox -> mailbox.gone(node));
    }

    boolean isRemote(String mailbox) {
        return !mailbox.startsWith(ownMailboxes);
    }

    /** Whether a frame sent there can arrive, as far as this node knows. */
    boolean isReachable(String mailbox) {
        return !isRemote(mailbox) || (neighbours != null && neighbours.isMember(NodeAddress.nodeOf(mailbox)));
    }

    void beginForOthers() {
        ifClustered(Neighbours::begin);
    }

    void endForOthers() {
        ifClustered(Neighbours::end);
    }

    Vertx vertx() {
        return vertx;
    }

    BusOptions options() {
        return options;
    }

    ContextInternal currentContext() {
        return (ContextInternal) vertx.getOrCreateContext();
    }

    /** Sends the first frame of an exchange to one of those that serve its address in this JVM. */
    Future<Void> openHere(Frame.Open frame) {
        Services.Place place = services.choose(frame.address(), currentContext().nettyEventLoop());
        return place == null
                ? Future.failedFuture(BusFailures.unserved(frame.address()).asException())
                : eventBus.<Frame>sender(place.name(), HERE).write(frame);
    }

    /** Sends a later frame of an exchange. When it surely does not arrive at another node, {@code from} hears that it is gone. */
    void send(String mailbox, Frame frame, @Nullable Half from) {
        Mailbox here = mailboxes.get(mailbox);
        if (here != null) {
            here.take(codec.transform(frame));
        } else if (neighbours != null && isRemote(mailbox)) {
            neighbours.send(mailbox, frame).onFailure(cause -> {
                if (from != null) {
                    from.gone(NodeAddress.nodeOf(mailbox));
                }
            });
        }
    }

    MessageConsumer<Frame> consume(String address, Handler<Message<Frame>> handler) {
        return eventBus.consumer(address, handler);
    }

    /** The mailbox of the current context; made when the context first talks. */
    private Mailbox mailbox() {
        Context context = currentContext();
        Mailbox known = context.get(Mailbox.class);
        if (known != null) {
            return known;
        }
        var made = new Mailbox(this, currentContext(), ownMailboxes + mailboxNumbers.incrementAndGet());
        context.put(Mailbox.class, made);
        mailboxes.put(made.address(), made);
        currentContext().addCloseHook(done -> {
            mailboxes.remove(made.address());
            done.succeed();
        });
        return made;
    }
}
