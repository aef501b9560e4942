package io.aigateway.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.ListenerConfig;
import io.aigateway.bus.Members;
import io.aigateway.settings.ClusterSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node as a member of a cluster.
 *
 * @param vertx   joined; closing it leaves the cluster
 * @param members the other nodes
 */
public record ClusterNode(Vertx vertx, Members members) {
    private static final Logger log = LoggerFactory.getLogger(ClusterNode.class);
    private static final String CLUSTERED_BUS = "io.vertx.core.eventbus.impl.clustered.";
    private static final int CONNECT_TIMEOUT_MILLIS = 2000;
    private static final long PING_INTERVAL_MILLIS = 5_000;
    private static final long PING_REPLY_MILLIS = 10_000;

    /**
     * Joins the cluster, or begins one when nobody is there yet.
     *
     * @param options of the Vert.x to be made
     * @param tracer  what makes spans of HTTP; null for none
     * @return fails with {@link IllegalArgumentException} when that is impossible, at the latest after the join timeout
     */
    public static Future<ClusterNode> join(
            VertxOptions options, ClusterSettings settings, @Nullable VertxTracerFactory tracer) {
        String host;
        try {
            host = hostOf(settings.network().host());
        } catch (IOException e) {
            return Future.failedFuture(
                    new IllegalArgumentException("no address for the cluster: " + e.getMessage(), e));
        }
        // It asks for this before it has read its settings, and would otherwise write to the console.
        System.setProperty("hazelcast.logging.type", "slf4j");
        var members = new HazelcastMembers();
        Config config = HazelcastConfig.of(settings, host);
        // Named here rather than later, so that it hears before Vert.x, whose listener waits for the data to be moved.
        config.addListenerConfig(new ListenerConfig(members));
        var hazelcast = new HazelcastClusterManager(config);
        return Vertx.builder()
                .with(options.setEventBusOptions(eventBus(settings, host)))
                .withTracer(tracer)
                .withClusterManager(new NamedAddresses(
                        hazelcast,
                        () -> hazelcast
                                .getHazelcastInstance()
                                .getLifecycleService()
                                .terminate()))
                .buildClustered()
                .timeout(settings.joinTimeout().toMillis() + CONNECT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .map(vertx -> {
                    vertx.exceptionHandler(ClusterNode::unhandled);
                    members.joined(hazelcast.getHazelcastInstance());
                    return new ClusterNode(vertx, members);
                })
                .recover(cause -> Future.failedFuture(new IllegalArgumentException(
                        "the cluster " + settings.name() + " was not joined: " + cause.getMessage(), cause)));
    }

    /** Vert.x takes a message that could not be written, and whose sender knows it, for a defect of somebody else (5.0.10). */
    private static void unhandled(Throwable cause) {
        boolean known = cause instanceof IllegalStateException
                && "Promise already completed".equals(cause.getMessage())
                && Arrays.stream(cause.getStackTrace())
                        .takeWhile(frame -> !frame.getClassName().startsWith(CLUSTERED_BUS))
                        .noneMatch(frame -> frame.getClassName().startsWith("io.aigateway."));
        if (known) {
            log.debug("a message to another node was not written", cause);
        } else {
            log.error("unhandled exception", cause);
        }
    }

    private static EventBusOptions eventBus(ClusterSettings settings, String host) {
        ClusterSettings.Network network = settings.network();
        var options = new EventBusOptions()
                .setHost(host)
                .setPort(network.busPort())
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setClusterPingInterval(PING_INTERVAL_MILLIS)
                .setClusterPingReplyInterval(PING_REPLY_MILLIS)
                .setTcpNoDelay(true)
                .setTrustAll(false);
        if (!network.publicHost().isEmpty()) {
            options.setClusterPublicHost(network.publicHost());
        }
        ClusterSettings.Tls tls = settings.tls();
        if (tls.enabled()) {
            options.setSsl(true)
                    .setClientAuth(ClientAuth.REQUIRED)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(tls.cert().toString())
                            .setKeyPath(tls.key().toString()))
                    .setTrustOptions(new PemTrustOptions().addCertPath(tls.ca().toString()));
        }
        return options;
    }

    /** The address that the setting names, or the first of this machine that is not the loopback. */
    private static String hostOf(String named) throws IOException {
        if (!named.isEmpty()) {
            return InetAddress.getByName(named).getHostAddress();
        }
        return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                .filter(ClusterNode::isUp)
                .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                .map(NetworkInterface::getInterfaceAddresses)
                .flatMap(List::stream)
                .map(address -> address.getAddress())
                .filter(address -> address.getAddress().length == 4)
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElseThrow(
                        () -> new IOException("AIGW_CLUSTER__HOST is not set, and the machine has only a loopback"));
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }
}
