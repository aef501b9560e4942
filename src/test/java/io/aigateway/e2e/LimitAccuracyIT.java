package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.GatewayProcess;
import io.aigateway.testkit.FreePorts;
import io.aigateway.testkit.OnLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes of one gateway, 10,000 requests of many clients, and a limit of 1,000 per minute that is the same wherever one asks: also
 * when the node that counts stands still for a while, and when it is killed.
 */
@TestMethodOrder(OrderAnnotation.class)
@Timeout(240)
class LimitAccuracyIT {
    private static final int LIMIT = 1000;
    private static final int REQUESTS = 10_000;
    private static final int NODES = 3;
    private static final int SILENCE_SECONDS = 5;

    /** A node tells another one so often what it let pass itself. */
    private static final long TELL_NANOS = 50_000_000;

    private static final String POLICY =
            "policies: [{name: all, key: instance, requests_per_minute: " + LIMIT + ", owner_lost: strict}]";

    private static final List<GatewayProcess> NODE = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Path limits = Files.writeString(folder.resolve("limits.yaml"), POLICY);
        List<Integer> ports = FreePorts.some(NODES);
        for (int port : ports) {
            var settings = new HashMap<String, String>();
            settings.put("AIGW_AUTH__BYPASS_EXTERNAL", "true");
            settings.put("AIGW_MOCK_MODEL_RESPONSES", "true");
            settings.put("AIGW_LIMITS__FILE", limits.toString());
            settings.put("AIGW_CLUSTER__ENABLED", "true");
            settings.put("AIGW_CLUSTER__HOST", "127.0.0.1");
            settings.put("AIGW_CLUSTER__PORT", String.valueOf(port));
            settings.put("AIGW_CLUSTER__BUS_PORT", "0");
            settings.put("AIGW_CLUSTER__SILENCE_LIMIT", String.valueOf(SILENCE_SECONDS));
            settings.put(
                    "AIGW_CLUSTER__MEMBERS",
                    String.join(
                            ",",
                            ports.stream().map(other -> "127.0.0.1:" + other).toList()));
            settings.put("AIGW_LOGGING__LEVEL", "INFO");
            settings.put("AIGW_LOGGING__FORMAT_JSON", "false");
            NODE.add(GatewayProcess.start("node-" + NODE.size(), "http,prompts,provider.mock", settings, folder));
        }
        NODE.forEach(GatewayProcess::awaitReady);
        NODE.forEach(node -> OnLoop.until("all know each other", () -> node.times("node known") >= NODES - 1));
    }

    @AfterAll
    static void stop() {
        NODE.forEach(GatewayProcess::close);
    }

    @Test
    @Order(1)
    void admitsExactlyTheLimit() {
        try (var clients = new Clients("exact")) {
            clients.ask(REQUESTS, NODE);

            report("three nodes", clients, 0);
        }
    }

    @Test
    @Order(2)
    @Tag("long")
    void admitsNoMoreWhenTheNodeThatCountsStandsStillForAWhile() {
        try (var clients = new Clients("frozen")) {
            GatewayProcess owner = owner(clients);
            List<GatewayProcess> others = others(owner);
            clients.ask(300, NODE);

            Map<String, Integer> silences = silences(others);
            owner.freeze();
            clients.ask(200, others);
            others.forEach(node ->
                    OnLoop.until("the others noticed", () -> node.times("node is silent") > silences.get(node.name())));
            clients.ask(300, others);
            owner.thaw();
            clients.ask(REQUESTS - clients.asked(), NODE);

            report("the counting node stood still for more than " + SILENCE_SECONDS + " s", clients, 0);
        }
    }

    /** What it let pass before it was well for a while, it has told by then. */
    @Test
    @Order(3)
    void admitsNoMoreThanADeadNodeCouldNotTell() {
        try (var clients = new Clients("killed")) {
            GatewayProcess owner = owner(clients);
            clients.ask(300, NODE);
            long told = System.nanoTime();
            clients.ask(100, others(owner));
            OnLoop.until(
                    "it was due to tell ten times",
                    () -> owner.status("/monitoring/ready") == 200 && System.nanoTime() - told > 10 * TELL_NANOS);
            long before = clients.admitted();

            clients.begin(REQUESTS - clients.asked(), NODE);
            OnLoop.until("some more were admitted", () -> clients.admitted() > before + 20);
            owner.kill();
            clients.await();

            report("the counting node was killed", clients, clients.admitted(owner.name(), told));
        }
    }

    private static void report(String what, Clients clients, long bound) {
        long most = clients.mostInAMinute();
        print(
                ("limit accuracy, %s: %d requests against a limit of %d a minute: %d admitted in the fullest minute (bound %d),"
                                + " %s in all")
                        .formatted(what, clients.asked(), LIMIT, most, LIMIT + bound, clients.counts()));
        assertThat(most).isLessThanOrEqualTo(LIMIT + bound);
        assertThat(clients.admitted()).isGreaterThanOrEqualTo(LIMIT - clients.unknown());
    }

    /** The node without which nobody knows how much has passed. A process may still answer while it is being stopped: tries again. */
    private static GatewayProcess owner(Clients clients) {
        clients.ask(NODES * 2, NODE);
        for (int i = 0; i < 10 * NODES; i++) {
            GatewayProcess node = NODE.get(i % NODES);
            if (isMissed(node, clients)) {
                OnLoop.until("it counts again", () -> clients.once(node) == 200);
                return node;
            }
        }
        throw new AssertionError("nobody counts");
    }

    private static boolean isMissed(GatewayProcess node, Clients clients) {
        node.freeze();
        try {
            return clients.once(others(node).get(0)) == 503;
        } finally {
            node.thaw();
        }
    }

    private static List<GatewayProcess> others(GatewayProcess node) {
        return NODE.stream().filter(other -> other != node).toList();
    }

    private static Map<String, Integer> silences(List<GatewayProcess> nodes) {
        var silences = new HashMap<String, Integer>();
        IntStream.range(0, nodes.size())
                .mapToObj(nodes::get)
                .forEach(node -> silences.put(node.name(), node.times("node is silent")));
        return silences;
    }

    @SuppressWarnings("SystemOut") // The counts are what the test shows.
    private static void print(String line) {
        System.out.println(line);
    }
}
