package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.GatewayProcess;
import io.aigateway.e2e.Load.Ask;
import io.aigateway.e2e.Load.Call;
import io.aigateway.testkit.OnLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * One gateway of five processes: a door, two nodes with features, two with providers. The tests share them, in this order, because a
 * start takes seconds; each leaves the cluster as it found it, but the last, which ends it node by node.
 */
@TestMethodOrder(OrderAnnotation.class)
@Timeout(240)
class ClusterE2eIT {
    private static final String MOST_FEATURES = "codesuggestions,chat,prompts,blueprint,telemetry,proxy,embeddings";

    private static final FakeModels MODELS = new FakeModels();
    private static Processes cluster;

    @BeforeAll
    static void start(@TempDir Path folder) {
        cluster = new Processes(MODELS, folder)
                .start("web", "http")
                .start("features-1", "features")
                .start("features-2", MOST_FEATURES)
                .start("providers-1", "provider")
                .start("providers-2", "provider");
        cluster.awaitComplete();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static GatewayProcess web() {
        return cluster.web();
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
        dies("providers-1");
    }

    @Test
    @Order(4)
    void losesNoRequestWhenAFeatureNodeIsKilled() {
        dies("features-2");
    }

    private static void dies(String name) {
        MODELS.telling(40, Duration.ofMillis(50));
        try (var load = new Load()) {
            load.start(4, true, web(), Families.WHOLE);
            load.start(6, true, web(), Families.AGENT);
            load.start(6, true, web(), Families.SSE);
            OnLoop.until(
                    "all streams have begun",
                    () -> load.calls().stream().filter(Call::hasBegun).count() > 30);

            long killed = System.nanoTime();
            cluster.node(name).kill();
            OnLoop.until(
                    "it goes on",
                    () -> load.calls().stream()
                                    .filter(call -> call.startedAfter(killed) && call.isComplete())
                                    .count()
                            > 30);
            check(name + " killed", load.stop(), killed);
        } finally {
            cluster.startAgain(name);
        }
    }

    /** How long it took is printed, and depends on the machine; that nobody waits for a deadline shows in what streams were told. */
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
    }

    private static long count(List<Call> calls) {
        return calls.stream().filter(Call::isComplete).count();
    }

    @Test
    @Order(5)
    void noticesANodeThatHangs() {
        GatewayProcess frozen = cluster.node("providers-2");
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
        cluster.awaitComplete();
    }

    /** It is put out of the cluster while it hangs, and then takes itself for the only one left. */
    @Test
    @Order(6)
    @Tag("long")
    void becomesOneAgainAfterItWasSplit() {
        GatewayProcess lost = cluster.node("providers-2");
        int left = web().times("node left");
        int known = web().times("node known");
        lost.freeze();
        try {
            OnLoop.until("it is put out", 60, () -> web().times("node left") > left);
        } finally {
            lost.thaw();
        }

        OnLoop.until("it is found again", 120, () -> web().times("node known") > known);
        cluster.node("providers-1").kill();
        MODELS.telling(3, Duration.ofMillis(1));
        try (var load = new Load()) {
            OnLoop.until("it is asked", () -> load.once(web(), Families.WHOLE).isComplete());
        }
        cluster.startAgain("providers-1");
    }

    @Test
    @Order(7)
    void saysClearlyThatNoNodeHasAFeature() {
        cluster.node("features-1").kill();
        OnLoop.until("search is missing", () -> web().status("/monitoring/ready/search") == 503);

        Call call;
        try (var load = new Load()) {
            call = load.once(web(), Families.SEARCH);
        }

        assertThat(call.toString()).contains("503").contains("No node of the gateway serves search");
        assertThat(web().status("/monitoring/ready")).isEqualTo(200);
        assertThat(web().status("/monitoring/ready/chat")).isEqualTo(200);
        assertThat(web().status("/monitoring/ready/nothing")).isEqualTo(404);

        cluster.startAgain("features-1");
    }

    @Test
    @Order(8)
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
                cluster.node(name).terminate();
            }
            for (String name : names) {
                assertThat(cluster.node(name).awaitExit()).isZero();
                assertThat(cluster.node(name).log()).contains("gateway stopped");
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
