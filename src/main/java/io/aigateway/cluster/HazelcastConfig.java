package io.aigateway.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import io.aigateway.settings.ClusterSettings;
import io.aigateway.settings.ClusterSettings.Discovery;
import java.util.Map;

/** Makes Hazelcast's settings of ours. It only keeps the list of nodes; no prompt, answer or credential goes through it. */
final class HazelcastConfig {
    /** What differs from Hazelcast's defaults, and why. */
    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            // Its log lines go where ours go, and it tells nobody that it runs.
            Map.entry("hazelcast.logging.type", "slf4j"),
            Map.entry("hazelcast.phone.home.enabled", "false"),
            Map.entry("hazelcast.health.monitoring.level", "OFF"),
            // We stop it, after what uses it.
            Map.entry("hazelcast.shutdownhook.enabled", "false"),
            Map.entry("hazelcast.graceful.shutdown.max.wait", "3"),
            // It listens where it is told to, and nowhere else.
            Map.entry("hazelcast.socket.bind.any", "false"),
            // A start does not wait for others that may come.
            Map.entry("hazelcast.wait.seconds.before.join", "0"),
            Map.entry("hazelcast.max.wait.seconds.before.join", "0"),
            // A node that hangs is put out after seconds, not after a minute. Signs of life of our own are faster
            // (Roster).
            Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
            Map.entry("hazelcast.max.no.heartbeat.seconds", "10"),
            Map.entry("hazelcast.operation.call.timeout.millis", "10000"),
            // Halves of a split cluster find each other again within seconds.
            Map.entry("hazelcast.merge.first.run.delay.seconds", "10"),
            Map.entry("hazelcast.merge.next.run.delay.seconds", "10"),
            // It does next to nothing: few threads are enough.
            Map.entry("hazelcast.io.thread.count", "1"),
            Map.entry("hazelcast.operation.thread.count", "2"),
            Map.entry("hazelcast.operation.generic.thread.count", "2"),
            Map.entry("hazelcast.event.thread.count", "1"));

    private HazelcastConfig() {}

    static Config of(ClusterSettings settings, String host) {
        var config = new Config();
        config.setClusterName(settings.name());
        PROPERTIES.forEach(config::setProperty);
        config.setProperty(
                "hazelcast.max.join.seconds",
                String.valueOf(Math.max(1, settings.joinTimeout().toSeconds())));
        config.getMetricsConfig().setEnabled(false);
        config.getSerializationConfig().setJavaSerializationFilterConfig(filter());
        // What Vert.x keeps: where each node's bus listens, and addresses of other names than ours.
        config.addMapConfig(new MapConfig("__vertx.nodeInfo").setBackupCount(2));
        config.addMultiMapConfig(new MultiMapConfig("__vertx.subs")
                .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET)
                .setBackupCount(2));
        network(config.getNetworkConfig(), settings, host);
        return config;
    }

    private static JavaSerializationFilterConfig filter() {
        var filter = new JavaSerializationFilterConfig();
        filter.getWhitelist().addPrefixes("java.lang.", "java.util.", "io.vertx.", "com.hazelcast.", "[");
        return filter;
    }

    private static void network(NetworkConfig network, ClusterSettings settings, String host) {
        network.setPort(settings.network().port()).setPortAutoIncrement(false).setReuseAddress(true);
        network.getInterfaces().setEnabled(true).addInterface(host);
        if (!settings.network().publicHost().isEmpty()) {
            network.setPublicAddress(settings.network().publicHost());
        }
        join(network.getJoin(), settings);
    }

    private static void join(JoinConfig join, ClusterSettings settings) {
        Discovery discovery = settings.discovery();
        String port = String.valueOf(settings.network().port());
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        if (!discovery.members().isEmpty()) {
            join.getTcpIpConfig().setEnabled(true).setMembers(discovery.members());
        } else if (!discovery.dns().isEmpty()) {
            join.getKubernetesConfig()
                    .setEnabled(true)
                    .setProperty("service-dns", discovery.dns())
                    .setProperty("service-dns-timeout", "5")
                    .setProperty("service-port", port);
        } else {
            join.getKubernetesConfig()
                    .setEnabled(true)
                    .setProperty("service-name", discovery.service())
                    .setProperty("service-port", port)
                    // Nodes that are not ready yet shall find each other, too: only together they become it.
                    .setProperty("resolve-not-ready-addresses", "true");
            if (!discovery.namespace().isEmpty()) {
                join.getKubernetesConfig().setProperty("namespace", discovery.namespace());
            }
        }
    }
}
