package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.GatewayProcess;
import io.aigateway.e2e.Load.Ask;
import io.aigateway.e2e.Load.Call;
import io.aigateway.testkit.FreePorts;
import io.aigateway.testkit.OnLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One gateway of five processes: a door, two nodes with features, two with providers. The tests share them, in this order, because a
 * start takes seconds; each leaves the cluster as it found it, but the last, which ends it node by node.
 */
@TestMethodOrder(OrderAnnotation.class)
@Timeout(120)
class ClusterE2eIT {
    private static final int NODES = 5;
    private static final long TWO_SECONDS = 2000;
    private static final String EVERY_FEATURE = "features";
    private static final String MOST_FEATURES = "codesuggestions,chat,prompts,blueprint,telemetry,proxy,embeddings";
    private static final String PROVIDERS = "provider";

    @TempDir
    private static Path folder;

    private static final FakeModels MODELS = new FakeModels();
    private static final List<Integer> PORTS = FreePorts.some(NODES);
    private static final Map<String, GatewayProcess> NODE = new HashMap<>();

    @BeforeAll
    static void start() {
        start("web", "http", 0);
        start("features-1", EVERY_FEATURE, 1);
        start("features-2", MOST_FEATURES, 2);
        start("providers-1", PROVIDERS, 3);
        start("providers-2", PROVIDERS, 4);
        NODE.values().forEach(GatewayProcess::awaitReady);
        awaitComplete();
    }

    @AfterAll
    static void stop() {
        NODE.values().forEach(GatewayProcess::close);
        MODELS.close();
    }

    private static void start(String name, String roles, int place) {
        var settings = new HashMap<>(MODELS.settings());
        settings.put("AIGW_CLUSTER__ENABLED", "true");
        settings.put("AIGW_CLUSTER__HOST", "127.0.0.1");
        settings.put("AIGW_CLUSTER__PORT", String.valueOf(PORTS.get(place)));
        settings.put("AIGW_CLUSTER__BUS_PORT", "0");
        settings.put(
                "AIGW_CLUSTER__MEMBERS",
                String.join(",", PORTS.stream().map(port -> "127.0.0.1:" + port).toList()));
        settings.put("AIGW_LOGGING__FORMAT_JSON", "false");
        NODE.put(name, GatewayProcess.start(name, roles, settings, folder));
    }

    /** Waits until the door knows two nodes that have the features, and they know two that have the providers. */
    private static void awaitComplete() {
        for (String name : List.of("web", "features-1", "features-2")) {
            OnLoop.until(
                    name + " knows the others",
                    () -> NODE.get(name).log().contains("node known")
                            && NODE.get(name).status("/monitoring/ready/codesuggestions") == 200);
        }
        OnLoop.until("search is served", () -> web().status("/monitoring/ready/search") == 200);
        MODELS.telling(3, Duration.ofMillis(1));
        try (var load = new Load()) {
            OnLoop.until(
                    "requests are served",
                    () -> load.once(web(), Families.WHOLE).isComplete());
        }
    }

    private static GatewayProcess web() {
        return NODE.get("web");
    }

    @Test
    @Order(1)
    void servesEveryFamilyOfEndpoints() {
        MODELS.telling(3, Duration.ofMillis(5));
        var wrong = new ArrayList<Call>();
        try (var load = new Load()) {
            for (Ask ask : Families.ALL) {
                Call call = load.once(web(), ask);
                if (!call.isComplete()) {
                    wrong.add(call);
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    @Order(2)
    void streamsTenThousandDeltasInOrder() {
        int words = 10_000;
        MODELS.telling(words, Duration.ZERO);

        Call call;
        long start = System.nanoTime();
        try (var load = new Load()) {
            call = load.once(web(), Families.CHAT_STREAM);
        }
        long millis = call.endedAfter(start);

        assertThat(call.text())
                .isEqualTo(IntStream.range(0, words)
                        .mapToObj(i -> "word " + i + "\n")
                        .reduce("", String::concat));
        print(words + " deltas through three processes: " + millis + " ms");
    }

    @Test
    @Order(3)
    void losesNoRequestWhenAProviderNodeIsKilled() {
        dies("providers-1", PROVIDERS, 3);
    }

    @Test
    @Order(4)
    void losesNoRequestWhenAFeatureNodeIsKilled() {
        dies("features-2", MOST_FEATURES, 2);
    }

    private static void dies(String name, String roles, int place) {
        MODELS.telling(40, Duration.ofMillis(50));
        try (var load = new Load()) {
            load.start(4, true, web(), Families.WHOLE);
            load.start(6, true, web(), Families.AGENT);
            load.start(6, true, web(), Families.SSE);
            OnLoop.until(
                    "all streams have begun",
                    () -> load.calls().stream().filter(Call::hasBegun).count() > 30);

            long killed = System.nanoTime();
            NODE.get(name).kill();
            OnLoop.until(
                    "it goes on",
                    () -> load.calls().stream()
                                    .filter(call -> call.startedAfter(killed) && call.isComplete())
                                    .count()
                            > 30);
            check(name + " killed", load.stop(), killed);
        }
        NODE.get(name).awaitExit();
        start(name, roles, place);
        NODE.get(name).awaitReady();
        awaitComplete();
    }

    private static void check(String what, List<Call> calls, long when) {
        List<Call> whole =
                calls.stream().filter(call -> call.ask().equals(Families.WHOLE)).toList();
        List<Call> streams = calls.stream()
                .filter(call -> !call.ask().equals(Families.WHOLE))
                .toList();
        List<Call> brokenOff = streams.stream().filter(Call::isBrokenOff).toList();
        long slowest = brokenOff.stream()
                .mapToLong(call -> call.endedAfter(when))
                .max()
                .orElse(0);

        print(
                "%s: %d of %d whole answers, %d of %d streams complete, %d begun streams told that they broke off, the last after %d ms"
                        .formatted(
                                what,
                                count(whole),
                                whole.size(),
                                count(streams),
                                streams.size(),
                                brokenOff.size(),
                                slowest));
        assertThat(whole).allMatch(Call::isComplete);
        assertThat(streams).allMatch(call -> call.isComplete() || call.isBrokenOff());
        assertThat(brokenOff).noneMatch(call -> call.startedAfter(when));
        assertThat(brokenOff).isNotEmpty();
        assertThat(slowest).isLessThan(TWO_SECONDS);
    }

    private static long count(List<Call> calls) {
        return calls.stream().filter(Call::isComplete).count();
    }

    @Test
    @Order(5)
    void noticesANodeThatHangs() {
        GatewayProcess frozen = NODE.get("providers-2");
        MODELS.telling(100, Duration.ofMillis(50));
        try (var load = new Load()) {
            load.start(2, true, web(), Families.WHOLE);
            load.start(8, false, web(), Families.SSE);
            OnLoop.until(
                    "all streams have begun",
                    () -> load.calls().stream()
                                    .filter(call -> call.ask().equals(Families.SSE) && call.hasBegun())
                                    .count()
                            == 8);

            long when = System.nanoTime();
            frozen.freeze();
            OnLoop.until("some were told", () -> load.calls().stream().anyMatch(Call::isBrokenOff));
            OnLoop.until(
                    "it goes on",
                    () -> load.calls().stream()
                                    .filter(call -> call.startedAfter(when) && call.isComplete())
                                    .count()
                            > 10);
            frozen.thaw();
            check("providers-2 frozen", load.stop(), when);
        } finally {
            frozen.thaw();
        }
        awaitComplete();
    }

    @Test
    @Order(6)
    void saysClearlyThatNoNodeHasAFeature() {
        NODE.get("features-1").kill();
        OnLoop.until("search is missing", () -> web().status("/monitoring/ready/search") == 503);

        Call call;
        try (var load = new Load()) {
            call = load.once(web(), Families.SEARCH);
        }

        assertThat(call.toString()).contains("503").contains("No node of the gateway serves search");
        assertThat(web().status("/monitoring/ready")).isEqualTo(200);
        assertThat(web().status("/monitoring/ready/chat")).isEqualTo(200);
        assertThat(web().status("/monitoring/ready/nothing")).isEqualTo(404);

        NODE.get("features-1").awaitExit();
        start("features-1", EVERY_FEATURE, 1);
        awaitComplete();
    }

    @Test
    @Order(7)
    void cutsNoStreamWhenNodesAreRestartedOneByOne() {
        leave("providers-1");
        leave("features-1");
        leave("web", "features-2", "providers-2");
    }

    private static void leave(String... names) {
        MODELS.telling(40, Duration.ofMillis(50));
        try (var load = new Load()) {
            load.start(8, false, web(), Families.AGENT);
            load.start(8, false, web(), Families.SSE);
            OnLoop.until(
                    "all streams have begun",
                    () -> load.calls().stream().filter(Call::hasBegun).count() == 16);
            boolean doorStays = !List.of(names).contains("web");
            load.start(doorStays ? 2 : 0, true, web(), Families.WHOLE);

            for (String name : names) {
                NODE.get(name).terminate();
            }
            for (String name : names) {
                assertThat(NODE.get(name).awaitExit()).isZero();
                assertThat(NODE.get(name).log()).contains("gateway stopped");
            }
            List<Call> calls = load.stop();

            print("%s terminated: %d of %d streams and other requests cut"
                    .formatted(List.of(names), calls.size() - count(calls), calls.size()));
            assertThat(calls).allMatch(Call::isComplete);
        }
    }

    private static void print(String line) {
        System.getLogger("cluster").log(System.Logger.Level.INFO, line);
    }
}
