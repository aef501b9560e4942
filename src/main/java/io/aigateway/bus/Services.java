package io.aigateway.bus;

import io.vertx.core.internal.ContextInternal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What this node serves: addresses, and the places on the event bus where each is served, one for every context. Senders choose a place
 * here rather than leave it to the event bus, which drops what is on its way to a consumer that is taken away.
 */
final class Services {
    private final ConcurrentHashMap<String, Places> served = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Runnable changed;

    private static final class Places {
        private final List<String> names = new CopyOnWriteArrayList<>();
        private final AtomicInteger turn = new AtomicInteger();
    }

    /** What one context serves. */
    private static final class Mine {
        private final List<Place> places = new CopyOnWriteArrayList<>();
    }

    private record Place(String address, String name) {}

    /**
     * Nothing is served.
     *
     * @param changed called when an address is served no longer
     */
    Services(Runnable changed) {
        this.changed = changed;
    }

    /** A name for a place where the context serves the address; it is chosen once it is {@link #open}. */
    String reserve(String address) {
        return address + "#" + numbers.incrementAndGet();
    }

    /** The context serves the address at the place, until it withdraws or is closed. */
    void open(ContextInternal context, String address, String place) {
        Mine known = context.get(Services.class);
        Mine mine = known == null ? new Mine() : known;
        if (known == null) {
            context.put(Services.class, mine);
            context.addCloseHook(done -> {
                forget(mine);
                done.succeed();
            });
        }
        mine.places.add(new Place(address, place));
        served.compute(address, (name, places) -> {
            Places all = places == null ? new Places() : places;
            all.names.add(place);
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

    /** The next place that serves the address, in turn; null when there is none. */
    @Nullable
    String choose(String address) {
        Places places = served.get(address);
        if (places == null) {
            return null;
        }
        Object[] names = places.names.toArray();
        return names.length == 0 ? null : (String) names[Math.floorMod(places.turn.getAndIncrement(), names.length)];
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
            served.computeIfPresent(place.address(), (name, all) -> {
                all.names.remove(place.name());
                return all.names.isEmpty() ? null : all;
            });
        }
        changed.run();
    }
}
