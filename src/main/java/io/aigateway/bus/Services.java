package io.aigateway.bus;

import io.netty.channel.EventLoop;
import io.vertx.core.internal.ContextInternal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What this node serves: addresses, and the places on the event bus where each is served, one for every context. Senders choose a place
 * here rather than leave it to the event bus, which drops what is on its way to a consumer that is taken away. Whoever asks is served on its own event
 * loop when it can be: a hop to another loop costs more than the rest of the bus together when that loop sleeps.
 */
final class Services {
    private static final Place[] NOWHERE = {};

    /** So many more exchanges are worth a hop to another event loop: few connections must not keep one core busy and the others idle. */
    private static final int FAR_MORE = 64;

    private final ConcurrentHashMap<String, Places> served = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final Runnable changed;

    private static final class Places {
        private final AtomicInteger turn = new AtomicInteger();
        private volatile Place[] all = {};

        synchronized void add(Place place) {
            Place[] more = Arrays.copyOf(all, all.length + 1);
            more[all.length] = place;
            all = more;
        }

        synchronized boolean remove(Place place) {
            all = Arrays.stream(all)
                    .filter(other -> !other.name().equals(place.name()))
                    .toArray(Place[]::new);
            return all.length == 0;
        }
    }

    /** What one context serves. */
    private static final class Mine {
        private final List<Place> places = new CopyOnWriteArrayList<>();
    }

    /**
     * Where an address is served.
     *
     * @param name    where questions are sent on the event bus
     * @param mailbox of the context; knows how much is under way there
     */
    record Place(String address, String name, ContextInternal context, Mailbox mailbox) {}

    /**
     * Nothing is served.
     *
     * @param changed called when an address is served no longer
     */
    Services(Runnable changed) {
        this.changed = changed;
    }

    /** A place where the context serves the address; it is chosen once it is {@link #open}. */
    Place reserve(String address, ContextInternal context, Mailbox mailbox) {
        return new Place(address, address + "#" + numbers.incrementAndGet(), context, mailbox);
    }

    /** The context of the place serves its address, until it withdraws or is closed. */
    void open(Place place) {
        ContextInternal context = place.context();
        Mine known = context.get(Services.class);
        Mine mine = known == null ? new Mine() : known;
        if (known == null) {
            context.put(Services.class, mine);
            context.addCloseHook(done -> {
                forget(mine);
                done.succeed();
            });
        }
        mine.places.add(place);
        served.compute(place.address(), (name, places) -> {
            Places all = places == null ? new Places() : places;
            all.add(place);
            return all;
        });
    }

    /** The context is chosen no longer. What is on its way to it still arrives. */
    void withdraw(ContextInternal context) {
        Mine mine = context.get(Services.class);
        if (mine != null) {
            forget(mine);
        }
    }

    /**
     * The place that serves the address on this event loop, unless it has far more to do than the next in turn; null when there is none.
     */
    @Nullable
    Place choose(String address, EventLoop loop) {
        Places places = served.get(address);
        Place[] all = places == null ? NOWHERE : places.all;
        if (places == null || all.length == 0) {
            return null;
        }
        Place next = all[Math.floorMod(places.turn.getAndIncrement(), all.length)];
        for (Place place : all) {
            if (place.context().nettyEventLoop() == loop) {
                return place.mailbox().size() > next.mailbox().size() + FAR_MORE ? next : place;
            }
        }
        return next;
    }

    boolean has(String address) {
        return served.containsKey(address);
    }

    boolean anyBegins(String prefix) {
        return served.keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }

    Set<String> all() {
        return Set.copyOf(served.keySet());
    }

    private void forget(Mine mine) {
        List<Place> places = List.copyOf(mine.places);
        mine.places.clear();
        for (Place place : places) {
            served.computeIfPresent(place.address(), (name, all) -> all.remove(place) ? null : all);
        }
        changed.run();
    }
}
