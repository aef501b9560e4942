package io.aigateway.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How several gateways become one.
 *
 * @param enabled      whether this node joins others at all
 * @param name         nodes with another name stay apart
 * @param network      where this node is reached by the others
 * @param discovery    where the others are found
 * @param tls          certificates for messages between nodes
 * @param joinTimeout  how long the start may take to join
 * @param silenceLimit after which time without a sign of life another node counts as dead
 */
public record ClusterSettings(
        boolean enabled,
        String name,
        Network network,
        Discovery discovery,
        Tls tls,
        Duration joinTimeout,
        Duration silenceLimit) {

    static final Setting<Boolean> ENABLED =
            Kinds.flag("AIGW_CLUSTER__ENABLED", false, "Join other gateways; see docs/operations.md.");
    static final Setting<String> NAME = Kinds.text(
            "AIGW_CLUSTER__NAME", "ai-gateway", "Name of the cluster; nodes with another one are not let in.");
    static final Setting<String> HOST = Kinds.text(
            "AIGW_CLUSTER__HOST",
            "",
            "Address that this node listens on for other nodes; empty for the machine's first one that is not the loopback.");
    static final Setting<Integer> PORT = Kinds.whole(
            "AIGW_CLUSTER__PORT",
            5701,
            1,
            65535,
            "Port for membership (Hazelcast); the same on every node, unless members name it.");
    static final Setting<Integer> BUS_PORT = Kinds.whole(
            "AIGW_CLUSTER__BUS_PORT", 5702, 0, 65535, "Port for messages between nodes; 0 for any free one.");
    static final Setting<String> PUBLIC_HOST = Kinds.text(
            "AIGW_CLUSTER__PUBLIC_HOST",
            "",
            "Address under which other nodes reach this one, when it is not the one above.");
    static final Setting<List<String>> MEMBERS = Kinds.hosts(
            "AIGW_CLUSTER__MEMBERS",
            "Nodes to join, as host or host:port; some of them are enough, this node may be among them.");
    static final Setting<String> DNS = Kinds.text(
            "AIGW_CLUSTER__DNS",
            "",
            "Name whose every address is a node to join, e.g. a headless service of Kubernetes or an alias of Docker Compose.");
    static final Setting<String> SERVICE = Kinds.text(
            "AIGW_CLUSTER__KUBERNETES__SERVICE",
            "",
            "Service whose pods are joined, asked at the API of Kubernetes; needs the rights in conf/kubernetes/rbac.yaml.");
    static final Setting<String> NAMESPACE = Kinds.text(
            "AIGW_CLUSTER__KUBERNETES__NAMESPACE", "", "Namespace of that service; empty for the pod's own.");
    static final Setting<Boolean> TLS = Kinds.flag(
            "AIGW_CLUSTER__TLS__ENABLED",
            false,
            "Encrypt messages between nodes, and let in only nodes with a certificate of the authority below. Membership"
                    + " (names, addresses and ports of nodes) stays readable.");
    static final Setting<Path> CERT =
            Kinds.file("AIGW_CLUSTER__TLS__CERT_FILE", "Certificate chain of this node, PEM.");
    static final Setting<Path> KEY = Kinds.file("AIGW_CLUSTER__TLS__KEY_FILE", "Its private key, PEM.");
    static final Setting<Path> CA =
            Kinds.file("AIGW_CLUSTER__TLS__CA_FILE", "Authority that signed the certificates of all nodes, PEM.");
    static final Setting<Duration> JOIN_TIMEOUT =
            Kinds.seconds("AIGW_CLUSTER__JOIN_TIMEOUT", "60", "How long the start may take to join the cluster.");
    static final Setting<Duration> SILENCE_LIMIT = Kinds.seconds(
            "AIGW_CLUSTER__SILENCE_LIMIT",
            "1.5",
            "A node that gave no sign of life for so long counts as dead. One that ends, or whose machine closes its"
                    + " connections, is noticed sooner.");

    static final List<Setting<?>> ALL = List.of(
            ENABLED,
            NAME,
            HOST,
            PORT,
            BUS_PORT,
            PUBLIC_HOST,
            MEMBERS,
            DNS,
            SERVICE,
            NAMESPACE,
            TLS,
            CERT,
            KEY,
            CA,
            JOIN_TIMEOUT,
            SILENCE_LIMIT);

    /**
     * Where a node is reached.
     *
     * @param host       listened on; empty for the machine's first address that is not the loopback
     * @param port       for membership
     * @param busPort    for messages; 0 for any free one
     * @param publicHost told to the others; empty for {@code host}
     */
    public record Network(String host, int port, int busPort, String publicHost) {}

    /**
     * Where other nodes are found; exactly one of the first three is given.
     *
     * @param members   {@code host} or {@code host:port}
     * @param dns       name whose every address is a node
     * @param service   name of a service of Kubernetes
     * @param namespace of that service; empty for the pod's own
     */
    public record Discovery(List<String> members, String dns, String service, String namespace) {}

    /**
     * Certificates for messages between nodes; paths are empty when not enabled.
     *
     * @param enabled whether messages are encrypted and nodes prove who they are
     */
    public record Tls(boolean enabled, Path cert, Path key, Path ca) {}

    static ClusterSettings from(Environment environment) {
        boolean enabled = environment.read(ENABLED);
        var network = new Network(
                environment.read(HOST),
                environment.read(PORT),
                environment.read(BUS_PORT),
                environment.read(PUBLIC_HOST));
        return new ClusterSettings(
                enabled,
                environment.read(NAME),
                network,
                discovery(environment, enabled),
                tls(environment, enabled),
                environment.read(JOIN_TIMEOUT),
                environment.read(SILENCE_LIMIT));
    }

    private static Discovery discovery(Environment environment, boolean enabled) {
        var discovery = new Discovery(
                environment.read(MEMBERS),
                environment.read(DNS),
                environment.read(SERVICE),
                environment.read(NAMESPACE));
        long ways =
                List.of(MEMBERS, DNS, SERVICE).stream().filter(environment::has).count();
        if (enabled && ways != 1) {
            environment.complain(
                    MEMBERS,
                    String.join(",", discovery.members()),
                    "exactly one of " + MEMBERS.name() + ", " + DNS.name() + " and " + SERVICE.name());
        }
        return discovery;
    }

    private static Tls tls(Environment environment, boolean cluster) {
        boolean enabled = environment.read(TLS);
        var tls = new Tls(enabled, environment.read(CERT), environment.read(KEY), environment.read(CA));
        for (Setting<Path> file : List.of(CERT, KEY, CA)) {
            if (cluster && enabled && !environment.has(file)) {
                environment.complain(file, "", "a file, because TLS between nodes is enabled");
            }
        }
        return tls;
    }
}
