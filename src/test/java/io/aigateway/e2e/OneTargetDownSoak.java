package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Call;
import io.aigateway.fakeupstream.FakeOptions;
import io.aigateway.fakeupstream.FakeProviders;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How much slower answers are while one of a model's two targets is down, as a ratio to the same load with both, in the same run.
 * Nothing timed is asserted: it prints. Not part of the usual tests: {@code ./mvnw test -Psoak}.
 */
class OneTargetDownSoak {
    private static final int CLIENTS = 16;
    private static final int ROUNDS = Integer.getInteger("soak.rounds", 4);
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Duration ONSET = Duration.ofSeconds(5);

    /** Longer than a target rests that broke down. */
    private static final Duration RECOVERY = Duration.ofSeconds(6);

    private static final String PATH = "/v1/prompts/generate_commit_message";
    private static final String BODY = "{\"inputs\": {\"diff\": \"+a\"}, \"stream\": true,"
            + " \"model_metadata\": {\"provider\": \"gitlab\", \"identifier\": \"claude_sonnet_4_6\"}}";
    private static final String TARGETS = """
            balance: weighted
            targets:
              - {provider: anthropic, model: claude-sonnet-4-6}
              - {provider: openai, model: gpt-5}
            """.indent(4);

    private Vertx vertx;
    private FakeProviders first;
    private FakeProviders second;
    private TestGateway gateway;

    @BeforeEach
    void start() {
        Stream.of("io.vertx", "io.netty").forEach(name -> Configurator.setLevel(name, Level.OFF));
        vertx = Vertx.vertx();
        var like = FakeOptions.defaults();
        var slower = new FakeOptions(
                like.host(),
                like.port(),
                like.tokens(),
                Duration.ofMillis(200),
                Duration.ofMillis(5),
                like.share(),
                like.faults(),
                like.seed(),
                like.longest());
        first = OnLoop.await(FakeProviders.start(vertx, slower));
        second = OnLoop.await(FakeProviders.start(vertx, slower));
        gateway = TestGateway.startWithModels(
                models -> models.replace("    target: {provider: anthropic, model: claude-sonnet-4-6}\n", TARGETS),
                "ANTHROPIC_BASE_URL",
                first.url(),
                "OPENAI_BASE_URL",
                second.url() + "/v1",
                "AIGW_PROVIDERS__FIRST_BYTE_TIMEOUT",
                "3");
    }

    @AfterEach
    void stop() {
        gateway.close();
        OnLoop.await(vertx.close());
    }

    @Test
    void comparesBothWithOne() throws InterruptedException {
        run(WARM_UP);
        System.out.println("second target          answers  p50 ms  p99 ms  ratio of p99");
        for (String fault : List.of("reset@headers", "503", "stall@headers")) {
            compare(fault);
        }
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        System.out.printf(
                Locale.ROOT,
                "%d CPUs, load average of the machine at the end %.1f%n",
                Runtime.getRuntime().availableProcessors(),
                load);
    }

    /** In turns, so that whatever else the machine does slows down both. */
    private void compare(String fault) throws InterruptedException {
        var healthy = new ArrayList<Long>();
        var onset = new ArrayList<Long>();
        var down = new ArrayList<Long>();
        long asked = 0;
        for (int i = 0; i < ROUNDS; i++) {
            healthy.addAll(run(ROUND));
            second.failWith(fault);
            onset.addAll(run(ONSET));
            long before = second.stats().requests();
            down.addAll(run(ROUND));
            asked += second.stats().requests() - before;
            second.failNoMore();
            run(RECOVERY);
        }
        print("healthy", healthy, healthy);
        print(fault + ", first " + ONSET.toSeconds() + " s", onset, healthy);
        print(fault + ", then", down, healthy);
        System.out.printf("  asked %d times meanwhile%n", asked);
    }

    /** Milliseconds of every answer of so long a time, in order. */
    private List<Long> run(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        Queue<Long> took = new ConcurrentLinkedQueue<>();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        var clients = new ArrayList<Thread>();
        for (int i = 0; i < CLIENTS; i++) {
            Call call = gateway.rails("generate_commit_message");
            var client = new Thread(() -> askUntil(end, call, took));
            client.setUncaughtExceptionHandler((thread, cause) -> failures.add(cause));
            client.start();
            clients.add(client);
        }
        for (Thread client : clients) {
            client.join();
        }
        assertThat(failures).isEmpty();
        return List.copyOf(took);
    }

    private static void askUntil(long end, Call call, Queue<Long> took) {
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            var answer = call.post(PATH, BODY);
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            assertThat(answer.status())
                    .as("%s after %d ms", answer.text(), millis)
                    .isEqualTo(200);

            took.add(millis);
        }
    }

    private static void print(String title, List<Long> took, List<Long> healthy) {
        System.out.printf(
                Locale.ROOT,
                "%-24s %5d  %6d  %6d  %.2f%n",
                title,
                took.size(),
                quantile(took, 0.5),
                quantile(took, 0.99),
                (double) quantile(took, 0.99) / quantile(healthy, 0.99));
    }

    private static long quantile(List<Long> took, double share) {
        List<Long> sorted = took.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size())));
    }
}
