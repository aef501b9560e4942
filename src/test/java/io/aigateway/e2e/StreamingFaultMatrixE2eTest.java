package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.TestGateway;
import io.aigateway.e2e.FaultMatrix.Cell;
import io.aigateway.e2e.FaultMatrix.Trouble;
import io.aigateway.fakeupstream.FakeOptions;
import io.aigateway.fakeupstream.FakeProviders;
import io.aigateway.fakeupstream.Place;
import io.aigateway.fakeupstream.formats.Text;
import io.aigateway.model.api.Clocks.Clock;
import io.aigateway.testkit.DeafServer;
import io.aigateway.testkit.GeneratedPart;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the clients of every streaming route see when a provider fails in any way at any place of its answer. All cells are asked
 * at once, before the first test: each through an endpoint of its own, so that no circuit breaker takes them for one server.
 */
class StreamingFaultMatrixE2eTest {
    private static final int TOKENS = 8;
    private static final String SHORT = "+length:tokens=" + TOKENS;
    private static final Path PAGE = Path.of("docs/reliability.md");

    /** Long enough for a first token on a busy machine, as a stall after it must not become one before it. */
    private static final String DEADLINE_SECONDS = "4";

    /** The same for the clocks of calls. */
    private static final String[] CLOCKS = {
        "AIGW_PROVIDERS__CONNECT_TIMEOUT", "4",
        "AIGW_PROVIDERS__FIRST_BYTE_TIMEOUT", "4",
        "AIGW_PROVIDERS__FIRST_TOKEN_TIMEOUT", "4",
        "AIGW_PROVIDERS__TOKEN_TIMEOUT", "4",
        "AIGW_PROVIDERS__TOTAL_TIMEOUT", "9"
    };

    /** More than an answer without an end has when its clock runs out. */
    private static final int MANY_TOKENS = 100_000;

    /** Clients of the cells that wait for nothing; those that wait for the deadline do so together. */
    private static final int CLIENTS = 4;

    private static final Map<Cell, SeenStream> SEEN = new ConcurrentHashMap<>();
    private static final Map<String, Double> RAN_OUT = new ConcurrentHashMap<>();

    @BeforeAll
    static void askAll() throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        FakeProviders fake = OnLoop.await(FakeProviders.start(vertx, FakeOptions.defaults()));
        try (DeafServer deaf = DeafServer.start();
                TestGateway patient = gateway(fake.url());
                TestGateway hasty = gateway(fake.url(), "AIGW_HTTP__REQUEST_TIMEOUT", DEADLINE_SECONDS);
                TestGateway clocked = gateway(deaf.url(), CLOCKS)) {
            ExecutorService few = Executors.newFixedThreadPool(CLIENTS);
            ExecutorService many = Executors.newCachedThreadPool();
            ExecutorService one = Executors.newSingleThreadExecutor();
            for (Cell cell : FaultMatrix.cells()) {
                boolean waits =
                        cell.trouble() == Trouble.STALL || cell.trouble().isForAClock();
                // A proxied request cannot carry its fault, so there is one at a time.
                ExecutorService clients = cell.way() == FaultyWay.PROXY ? one : waits ? many : few;
                TestGateway gateway = cell.trouble().isForAClock() ? clocked : waits ? hasty : patient;
                String server = cell.trouble() == Trouble.NO_CONNECTION ? deaf.url() : fake.url();
                clients.execute(() -> ask(cell, gateway, fake, server));
            }
            for (ExecutorService clients : List.of(few, many, one)) {
                clients.shutdown();
                assertThat(clients.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
            }
            OnLoop.until("no call is under way", () -> fake.stats().underWay() == 0);
            for (Clock clock : Clock.values()) {
                RAN_OUT.put(clock.key(), clocked.count("gateway_provider_timeouts", "clock", clock.key()));
            }
        } finally {
            OnLoop.await(vertx.close());
        }
    }

    @AfterAll
    static void forget() {
        SEEN.clear();
        RAN_OUT.clear();
    }

    private static TestGateway gateway(String anthropic, String... more) {
        var settings = new ArrayList<>(List.of(more));
        settings.addAll(List.of("AIGW_CUSTOM_MODELS__ENABLED", "true", "AIGW_PROVIDERS__RETRIES", "0"));
        settings.addAll(List.of("ANTHROPIC_BASE_URL", anthropic));
        return TestGateway.start(settings.toArray(String[]::new));
    }

    private static void ask(Cell cell, TestGateway gateway, FakeProviders fake, String server) {
        String faults = cell.trouble().at(cell.place()) + SHORT;
        if (cell.way() == FaultyWay.PROXY) {
            fake.failWith(faults);
        }
        String endpoint = server + "/" + cell.toString().replaceAll("[^A-Za-z0-9]+", "-");
        SEEN.put(cell, cell.way().ask(gateway, endpoint, faults));
    }

    static List<Cell> cells() {
        return FaultMatrix.cells();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void showsTheClientWhatHappened(Cell cell) {
        SeenStream seen = Objects.requireNonNull(SEEN.get(cell), "the client failed");

        assertThat(word(seen)).as(seen.bytes()).isIn((Object[]) cell.expected().split(FaultMatrix.OR, -1));
        if (seen.status() == 200) {
            hasWhatCame(cell, seen);
            hasTheEventOfAnError(cell, seen);
        } else if (cell.way() != FaultyWay.PROXY) {
            hasTheWordsOfARefusal(cell, seen);
        }
    }

    /** A clock each for connecting, the first byte, the first token, the next token and the whole, and no other rang. */
    @ParameterizedTest
    @EnumSource(Clock.class)
    void countsTheClockThatRanOut(Clock clock) {
        long rang = FaultMatrix.cells().stream()
                .filter(cell -> clockOf(cell) == clock)
                .count();

        assertThat(rang).isPositive();
        assertThat(RAN_OUT.get(clock.key())).isEqualTo((double) rang);
    }

    private static @Nullable Clock clockOf(Cell cell) {
        return switch (cell.trouble()) {
            case NO_CONNECTION -> Clock.CONNECT;
            case NO_END -> Clock.TOTAL;
            case SILENCE ->
                switch (cell.place()) {
                    case HEADERS -> Clock.FIRST_BYTE;
                    case FIRST_TOKEN -> Clock.FIRST_TOKEN;
                    default -> Clock.BETWEEN_TOKENS;
                };
            default -> null;
        };
    }

    @Test
    void isInTheDocumentation() {
        GeneratedPart.isTrue(PAGE, "fault matrix", FaultMatrix.page());
    }

    private static String word(SeenStream seen) {
        int status = seen.status();
        if (status == 421) {
            return "421 (" + seen.detail().substring(0, 3) + ")";
        } else if (status == 502 || (status != 200 && seen.way() != FaultyWay.PROXY)) {
            return String.valueOf(status);
        } else if (status == 200 && !seen.isTerminated()) {
            return seen.saysThatItIsComplete() ? "complete, then cut" : cut(seen);
        } else if (seen.way() == FaultyWay.PROXY) {
            return status == 200 && seen.saysThatItIsComplete() && !seen.body().contains("broken")
                    ? "whole"
                    : "as sent";
        } else if (!seen.error().isEmpty()) {
            return "error line";
        }
        return seen.saysThatItIsComplete() ? "whole" : "ended too early";
    }

    private static String cut(SeenStream seen) {
        boolean told = seen.way() != FaultyWay.PROXY && !seen.error().isEmpty();
        return told ? "error event" : "cut";
    }

    private static void hasWhatCame(Cell cell, SeenStream seen) {
        String opening = cell.way() == FaultyWay.CHAT || cell.way() == FaultyWay.PROXY ? seen.text() : "";
        boolean endless = cell.trouble() == Trouble.NO_END;
        boolean waits = cell.trouble() == Trouble.STALL || endless;
        String whole = new Text("", endless ? MANY_TOKENS : TOKENS).whole();
        String text =
                opening.contains("Final Answer: ") ? opening.replaceFirst("(?s).*Final Answer: ", "") : seen.text();
        assertThat(whole).startsWith(text);
        if (cell.expected().equals("whole") || (cell.place() == Place.END && !waits)) {
            assertThat(text).isEqualTo(whole);
        } else if (cell.place() == Place.TOKEN && !waits && !isMalformedAndProxied(cell)) {
            assertThat(text).isEqualTo("This");
        }
    }

    private static void hasTheEventOfAnError(Cell cell, SeenStream seen) {
        if (cell.expected().equals("error event")) {
            String[] words = switch (cell.trouble()) {
                case THROTTLED -> new String[] {"rate_limited", "true"};
                case ERROR_EVENT -> new String[] {"upstream_refused", "false"};
                case STALL, SILENCE, NO_END -> new String[] {"timed_out", "true"};
                default -> new String[] {"upstream_unavailable", "true"};
            };
            assertThat(seen.body().replaceFirst("(?s).*\r\n\r\n(?=event: error)", ""))
                    .matches("event: error\r\ndata: \\{\"type\": \"error\", \"error\": \\{\"type\": \"" + words[0]
                            + "\", \"message\": \"The [A-Za-z ]+\", \"retryable\": " + words[1] + "}}\r\n\r\n");
        }
    }

    /** Proxies do not read what they pass on, and the fake provider goes on after what is malformed. */
    private static boolean isMalformedAndProxied(Cell cell) {
        return cell.way() == FaultyWay.PROXY && cell.trouble() == Trouble.MALFORMED;
    }

    private static void hasTheWordsOfARefusal(Cell cell, SeenStream seen) {
        switch (seen.status()) {
            case 503 -> assertThat(seen.body()).isEqualTo("{\"detail\":\"Inference failed\"}");
            case 429 ->
                assertThat(seen.body()).isEqualTo("{\"detail\":\"Too many requests. Please try again later.\"}");
            default -> assertThat(seen.body()).matches("\\{\"detail\":\"\\d{3}: [A-Z][A-Za-z ]+\"}");
        }
        boolean saidHowLong = cell.trouble() == Trouble.THROTTLED && cell.place() == Place.HEADERS;
        assertThat(seen.retryAfter()).isEqualTo(saidHowLong ? String.valueOf(FaultMatrix.PAUSE) : "");
    }
}
