package io.aigateway.cluster;

import io.aigateway.settings.ClusterSettings;
import io.aigateway.settings.ClusterSettings.Discovery;
import io.aigateway.settings.ClusterSettings.Network;
import io.aigateway.settings.ClusterSettings.Tls;
import io.aigateway.testkit.FreePorts;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import io.vertx.core.spi.VertxTracerFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cluster of several nodes in this JVM, on the loopback interface, over real sockets. */
public final class TestNodes implements AutoCloseable {
    public static final Tls NO_TLS = new Tls(false, Path.of(""), Path.of(""), Path.of(""));
    /** So that a machine with too much to do does not take nodes for dead that only wait for their turn. */
    public static final Duration SILENCE_LIMIT = Duration.ofSeconds(5);

    private static final int MAX_NODES = 6;

    private final List<Integer> ports = FreePorts.some(MAX_NODES);
    private final List<ClusterNode> nodes = new ArrayList<>();
    private int next;

    /** Another node; it has joined when this returns. */
    public ClusterNode join() {
        return join(NO_TLS);
    }

    public ClusterNode join(Tls tls) {
        return join(new Discovery(members(), "", "", ""), "test-cluster", tls);
    }

    public ClusterNode join(Discovery discovery, String name, Tls tls) {
        return join(discovery, name, tls, new Network("127.0.0.1", ports.get(next++), 0, ""));
    }

    /** A node whose HTTP is traced. */
    public ClusterNode joinTraced(VertxTracerFactory tracer) {
        return join(
                new Discovery(members(), "", "", ""),
                "test-cluster",
                NO_TLS,
                new Network("127.0.0.1", ports.get(next++), 0, ""),
                tracer);
    }

    public ClusterNode join(Discovery discovery, String name, Tls tls, Network network) {
        return join(discovery, name, tls, network, null);
    }

    private ClusterNode join(
            Discovery discovery, String name, Tls tls, Network network, @Nullable VertxTracerFactory tracer) {
        var settings = new ClusterSettings(true, name, network, discovery, tls, Duration.ofSeconds(20), SILENCE_LIMIT);
        ClusterNode node = OnLoop.await(ClusterNode.join(new VertxOptions().setEventLoopPoolSize(2), settings, tracer));
        nodes.add(node);
        return node;
    }

    /** Where the first node is found by the others. */
    public int firstPort() {
        return ports.get(0);
    }

    private List<String> members() {
        return ports.stream().map(port -> "127.0.0.1:" + port).toList();
    }

    public void leave(ClusterNode node) {
        nodes.remove(node);
        OnLoop.await(node.vertx().close());
    }

    @Override
    public void close() {
        OnLoop.await(
                Future.join(nodes.stream().map(node -> node.vertx().close()).toList()));
        nodes.clear();
    }
}
