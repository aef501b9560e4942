package io.aigateway.e2e;

import io.aigateway.app.GatewayProcess;
import io.aigateway.testkit.FreePorts;
import io.aigateway.testkit.OnLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One gateway of several processes, each with roles of its own, that find each other on the loopback interface. */
final class Processes implements AutoCloseable {
    /** So that a machine with too much to do does not take nodes for dead that only wait for their turn. */
    static final Duration SILENCE_LIMIT = Duration.ofSeconds(5);

    private static final int MAX_NODES = 5;

    private final FakeModels models;
    private final Path folder;
    private final List<Integer> ports = FreePorts.some(MAX_NODES);
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, String> roles = new HashMap<>();
    private final Map<String, GatewayProcess> nodes = new HashMap<>();

    /** None yet. Logs go into the folder. */
    Processes(FakeModels models, Path folder) {
        this.models = models;
        this.folder = folder;
    }

    /** Starts a node; does not wait for it. */
    Processes start(String name, String parts) {
        places.putIfAbsent(name, places.size());
        roles.put(name, parts);
        var settings = new HashMap<>(models.settings());
        settings.put("AIGW_CLUSTER__ENABLED", "true");
        settings.put("AIGW_CLUSTER__HOST", "127.0.0.1");
        settings.put("AIGW_CLUSTER__PORT", String.valueOf(ports.get(places.get(name))));
        settings.put("AIGW_CLUSTER__BUS_PORT", "0");
        settings.put("AIGW_CLUSTER__SILENCE_LIMIT", String.valueOf(SILENCE_LIMIT.toSeconds()));
        settings.put(
                "AIGW_CLUSTER__MEMBERS",
                String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList()));
        settings.put("AIGW_LOGGING__FORMAT_JSON", "false");
        nodes.put(name, GatewayProcess.start(name, parts, settings, folder));
        return this;
    }

    /** Starts a node once more that has ended, and waits until everybody knows. */
    void startAgain(String name) {
        nodes.get(name).awaitExit();
        Map<String, Integer> before = known();
        start(name, roles.get(name));
        before.merge(name, nodes.size() - 2, Integer::sum);
        awaitComplete(before, 1);
    }

    GatewayProcess node(String name) {
        return nodes.get(name);
    }

    GatewayProcess web() {
        return node("web");
    }

    /** Waits until every node is ready, knows all others, and requests are served. */
    void awaitComplete() {
        awaitComplete(Map.of(), nodes.size() - 1);
    }

    /** How often each node got to know another one. */
    private Map<String, Integer> known() {
        var known = new HashMap<String, Integer>();
        nodes.forEach((name, node) -> known.put(name, node.times("node known")));
        return known;
    }

    private void awaitComplete(Map<String, Integer> before, int more) {
        nodes.values().forEach(GatewayProcess::awaitReady);
        nodes.keySet()
                .forEach(name -> OnLoop.until(
                        name + " knows the others",
                        () -> node(name).times("node known") >= before.getOrDefault(name, 0) + more));
        for (String feature : List.of("codesuggestions", "search")) {
            OnLoop.until(feature + " is served", () -> web().status("/monitoring/ready/" + feature) == 200);
        }
        models.telling(3, Duration.ofMillis(1));
        try (var load = new Load()) {
            OnLoop.until(
                    "requests are served",
                    () -> load.once(web(), Families.WHOLE).isComplete());
        }
    }

    @Override
    public void close() {
        nodes.values().forEach(GatewayProcess::close);
        models.close();
    }
}
