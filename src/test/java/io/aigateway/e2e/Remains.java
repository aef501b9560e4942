package io.aigateway.e2e;

import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What is left in this JVM after a full collection.
 *
 * @param instances   of the classes that stand for work, by class
 * @param heapBytes   used
 * @param directBytes that Netty holds outside of the heap, its pools included
 */
record Remains(Map<String, Long> instances, long heapBytes, long directBytes) {
    /** One of these is a request, a stream, a call, a timer, a consumer of the bus or a connection. */
    private static final List<String> WATCHED = List.of(
            "io.aigateway.bus.EventStream",
            "io.aigateway.bus.Scope",
            "io.aigateway.bus.Serving",
            "io.aigateway.http.StreamedReply",
            "io.aigateway.model.ModelCall",
            "io.aigateway.provider.RepeatedCall",
            "io.aigateway.provider.StreamedAnswer",
            "io.aigateway.provider.TimedCall",
            "io.aigateway.provider.UpstreamExchange",
            "io.aigateway.resilience.Bulkhead$Place",
            "io.vertx.core.eventbus.impl.MessageConsumerImpl",
            "io.vertx.core.http.impl.Http1xClientConnection",
            "io.vertx.core.http.impl.Http1xServerConnection",
            "io.vertx.core.impl.VertxImpl$InternalTimerHandler",
            "io.vertx.ext.web.impl.RoutingContextImpl");

    /** Of these some are there for as long as the gateway is. */
    private static final Set<String> LASTING = Set.of(
            "io.vertx.core.eventbus.impl.MessageConsumerImpl", "io.vertx.core.impl.VertxImpl$InternalTimerHandler");

    private static final int COLLECTIONS = 30;
    private static final String HISTOGRAM = "gcClassHistogram";

    /** Collects, and looks. */
    static Remains now() {
        Map<String, Long> all = histogram();
        var watched = new TreeMap<String, Long>();
        WATCHED.forEach(name -> watched.put(name, all.getOrDefault(existing(name), 0L)));
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new Remains(watched, heap, PlatformDependent.usedDirectMemory());
    }

    /** What is left as soon as that is little enough, or, should that never be, after many collections. */
    static Remains settled(Predicate<Remains> isLittleEnough) {
        Remains left = now();
        for (int i = 0; i < COLLECTIONS && !isLittleEnough.test(left); i++) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            left = now();
        }
        return left;
    }

    /** What should not be there any more when nothing is under way: anything that stands for work; of what lasts, more than there was. */
    List<String> tooMuch(Remains before) {
        var tooMuch = new ArrayList<String>();
        instances.forEach((name, count) -> {
            long allowed = LASTING.contains(name) ? before.instances.get(name) : 0;
            if (count > allowed) {
                tooMuch.add(name + ": " + count + " instead of " + allowed);
            }
        });
        return tooMuch;
    }

    /** How many there are of each, by the class's own name. */
    String counts() {
        return instances.entrySet().stream()
                .map(entry -> entry.getKey().substring(entry.getKey().lastIndexOf('.') + 1) + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** A name that nobody has would never be found to remain. */
    private static String existing(String name) {
        try {
            return Class.forName(name, false, Remains.class.getClassLoader()).getName();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Lines such as {@code 3:  1024  65536  java.lang.String (java.base@17)}. */
    private static Map<String, Long> histogram() {
        var counts = new HashMap<String, Long>();
        for (String line : rawHistogram().lines().toList()) {
            var words = new StringTokenizer(line);
            if (words.countTokens() >= 4 && words.nextToken().endsWith(":")) {
                long count = Long.parseLong(words.nextToken());
                words.nextToken(); // bytes
                counts.put(words.nextToken(), count);
            }
        }
        return counts;
    }

    private static String rawHistogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            HISTOGRAM,
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new AssertionError("no histogram of this JVM", e);
        }
    }
}
