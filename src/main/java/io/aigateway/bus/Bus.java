package io.aigateway.bus;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.tracing.TracingPolicy;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

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
    private static final DeliveryOptions ANYWHERE =
            new DeliveryOptions().setCodecName(FrameCodec.NAME).setTracingPolicy(TracingPolicy.IGNORE);

    private final Vertx vertx;
    private final EventBus eventBus;
    private final BusOptions options;
    private final String node;
    private final AtomicLong mailboxes = new AtomicLong();
    private final ConcurrentHashMap<String, AtomicInteger> servedHere = new ConcurrentHashMap<>();

    private Bus(Vertx vertx, BusOptions options) {
        this.vertx = vertx;
        this.eventBus = vertx.eventBus();
        this.options = options;
        this.node = "mailbox." + UUID.randomUUID() + ".";
    }

    /** Opens the bus of this node. Once for each {@link Vertx}. */
    public static Bus on(Vertx vertx, BusOptions options) {
        vertx.eventBus().registerCodec(new FrameCodec(options.forceWire()));
        return new Bus(vertx, options);
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
     * @return completes when every node knows of it
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
     * @return completes when every node knows of it
     */
    public <Q extends Record, E, R extends Record> Future<Void> serve(
            StreamAddress<Q, E, R> address, StreamServer<Q, E, R> server) {
        Mailbox mailbox = mailbox();
        servedHere.computeIfAbsent(address.name(), name -> new AtomicInteger()).incrementAndGet();
        MessageConsumer<Frame> consumer = consume(address.name(), message -> {
            if (message.body() instanceof Frame.Open open) {
                options.onEnter().accept(currentContext(), open.header());
                new Serving<Q, E, R>(this, mailbox, open).start(server, address.question(), open);
            }
        });
        currentContext().addCloseHook(done -> {
            forget(address.name());
            done.succeed();
        });
        return consumer.completion().compose(done -> mailbox.ready());
    }

    /** Whether a consumer in this JVM serves the address. */
    public boolean isServedHere(String address) {
        return servedHere.containsKey(address);
    }

    /** How many exchanges the current context has under way, asked or served. */
    public int exchangesHere() {
        return mailbox().size();
    }

    private void forget(String address) {
        servedHere.computeIfPresent(address, (name, count) -> count.decrementAndGet() == 0 ? null : count);
    }

    Vertx vertx() {
        return vertx;
    }

    Clock clock() {
        return options.clock();
    }

    int window() {
        return options.window();
    }

    ContextInternal currentContext() {
        return (ContextInternal) vertx.getOrCreateContext();
    }

    /** Sends the first frame of an exchange to one of those that serve its address. */
    Future<Void> open(Frame.Open frame) {
        DeliveryOptions delivery = servedHere.containsKey(frame.address()) ? HERE : ANYWHERE;
        return eventBus.<Frame>sender(frame.address(), delivery).write(frame);
    }

    /** Sends a later frame of an exchange. Lost when the other side is gone, which its deadline then tells. */
    void send(String mailbox, Frame frame) {
        eventBus.send(mailbox, frame, mailbox.startsWith(node) ? HERE : ANYWHERE);
    }

    MessageConsumer<Frame> consume(String address, Handler<Message<Frame>> handler) {
        return eventBus.consumer(address, handler);
    }

    Failure explain(String address, Throwable cause) {
        boolean nobody = cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
        return nobody
                ? Failure.of(Kind.UNSERVED, "No node serves " + address)
                : Failure.of(Kind.INTERNAL, "The bus failed");
    }

    /** The mailbox of the current context; made when the context first talks. */
    private Mailbox mailbox() {
        Context context = currentContext();
        Mailbox known = context.get(Mailbox.class);
        if (known != null) {
            return known;
        }
        var made = new Mailbox(this, currentContext(), node + mailboxes.incrementAndGet());
        context.put(Mailbox.class, made);
        return made;
    }
}
