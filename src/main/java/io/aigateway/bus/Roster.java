package io.aigateway.bus;

import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who else is in the cluster and what they serve. Every node sends each other its {@link Card} several times a second; a node
 * that is silent for too long counts as dead, also when the cluster has not noticed: it may hang, or its network be cut.
 */
final class Roster implements Members.Listener {
    private static final Logger log = LoggerFactory.getLogger(Roster.class);

    /** How often the others are looked at within the time after which silence means death. */
    private static final int LOOKS_PER_LIMIT = 15;

    /** A card is sent with every so many looks. */
    private static final int LOOKS_PER_CARD = 3;

    private final Members members;
    private final ContextInternal context;
    private final Hooks hooks;
    private final int ownCodec;
    private final long limitNanos;
    private final ConcurrentHashMap<String, Peer> peers = new ConcurrentHashMap<>();
    private volatile int commonCodec = FrameCodec.OLDEST;
    private long lastTick = System.nanoTime();
    private int looks;

    /** What the roster needs of the bus. */
    interface Hooks {
        /** What to tell the others now. */
        Card card();

        /** Sends a card to a node. */
        void send(String node, Card card);

        /** A node told of itself for the first time. */
        void met(String node);

        /** A node is dead, or as good as. */
        void gone(String node);
    }

    Roster(VertxInternal vertx, Members members, BusOptions options, Hooks hooks) {
        this.members = members;
        this.context = vertx.createEventLoopContext();
        this.hooks = hooks;
        this.ownCodec = options.codec();
        this.limitNanos = options.silenceLimit().toNanos();
    }

    void start() {
        members.listener(this);
        members.others().forEach(this::joined);
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(limitNanos) / LOOKS_PER_LIMIT);
        context.setPeriodic(millis, tick -> tick(millis));
    }

    @Override
    public void joined(String node) {
        peers.computeIfAbsent(node, Peer::new);
        agreeOnCodec();
        context.runOnContext(now -> hooks.send(node, hooks.card()));
    }

    @Override
    public void left(String node) {
        if (peers.remove(node) != null) {
            log.info("node left [node: {}]", node);
        }
        agreeOnCodec();
        hooks.gone(node);
    }

    /** Takes the card of another node; the first one is answered at once, so that both know each other. */
    void heard(Card card) {
        if (card.node().equals(members.self())) {
            return;
        }
        Peer peer = peers.computeIfAbsent(card.node(), Peer::new);
        boolean first = !peer.isKnown();
        peer.heard(card, System.nanoTime());
        agreeOnCodec();
        if (first) {
            log.info(
                    "node known [node: {}, serves: {}]",
                    card.node(),
                    card.addresses().size());
            hooks.send(card.node(), hooks.card());
            hooks.met(card.node());
        }
    }

    /** Tells everybody at once what changed. */
    void tellAll() {
        eachOther(node -> hooks.send(node, hooks.card()));
    }

    /** Does something for each other node, on an event loop. */
    void eachOther(Consumer<String> action) {
        context.runOnContext(now -> others().forEach(action));
    }

    /**
     * The node to ask: of two drawn at random the less busy one. Those that are leaving are asked only when there is no other.
     *
     * @param without names of nodes that have failed
     * @return null when no node serves the address
     */
    @Nullable
    Peer choose(String address, Collection<String> without) {
        var staying = new ArrayList<Peer>();
        var leaving = new ArrayList<Peer>();
        for (Peer peer : peers.values()) {
            if (peer.serves(address) && !without.contains(peer.node())) {
                (peer.isLeaving() ? leaving : staying).add(peer);
            }
        }
        List<Peer> candidates = staying.isEmpty() ? leaving : staying;
        return candidates.isEmpty() ? null : lessBusy(candidates);
    }

    void addAddresses(String prefix, boolean staying, Collection<String> found) {
        for (Peer peer : peers.values()) {
            if (!staying || !peer.isLeaving()) {
                peer.addAddresses(prefix, found);
            }
        }
    }

    boolean anyServes(String prefix) {
        return peers.values().stream().anyMatch(peer -> peer.servesAnyOf(prefix));
    }

    /** Whether every member has told what it serves. */
    boolean isComplete() {
        return members.others().stream().allMatch(node -> {
            Peer peer = peers.get(node);
            return peer != null && peer.isKnown();
        });
    }

    /** The highest version of frames that every node reads. */
    int commonCodec() {
        return commonCodec;
    }

    private static Peer lessBusy(List<Peer> candidates) {
        var random = ThreadLocalRandom.current();
        int first = random.nextInt(candidates.size());
        if (candidates.size() == 1) {
            return candidates.get(first);
        }
        int second = (first + 1 + random.nextInt(candidates.size() - 1)) % candidates.size();
        Peer one = candidates.get(first);
        Peer other = candidates.get(second);
        return one.cost() <= other.cost() ? one : other;
    }

    private void tick(long millis) {
        long now = System.nanoTime();
        long late = now - lastTick - TimeUnit.MILLISECONDS.toNanos(millis);
        lastTick = now;
        for (Peer peer : peers.values()) {
            if (late > 0) {
                // Whoever stood still itself has heard nobody, and must not take that for their death.
                peer.excuse(late);
            }
            if (peer.fellSilent(now, limitNanos)) {
                log.warn("node is silent [node: {}, ms: {}]", peer.node(), TimeUnit.NANOSECONDS.toMillis(limitNanos));
                hooks.gone(peer.node());
            }
        }
        forgetStrangers();
        if (++looks % LOOKS_PER_CARD == 0) {
            Card card = hooks.card();
            others().forEach(node -> hooks.send(node, card));
        }
    }

    /** A card was written to a node's connection, or could not be. */
    void reached(String node, boolean written) {
        Peer peer = peers.get(node);
        if (peer != null && peer.fellOut(written)) {
            log.warn("node cannot be reached [node: {}]", node);
            hooks.gone(node);
        }
    }

    /** A card may arrive after its sender has left; nobody will say again that it is gone. */
    private void forgetStrangers() {
        Collection<String> others = others();
        if (peers.values().removeIf(peer -> peer.isSilent() && !others.contains(peer.node()))) {
            agreeOnCodec();
        }
    }

    private Collection<String> others() {
        return members.others();
    }

    private void agreeOnCodec() {
        int common = ownCodec;
        for (Peer peer : peers.values()) {
            common = Math.min(common, peer.codec(FrameCodec.OLDEST));
        }
        commonCodec = common;
    }
}
