package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.TestGateway;
import io.aigateway.e2e.FaultMatrix.Cell;
import io.aigateway.e2e.FaultMatrix.Trouble;
import io.aigateway.fakeupstream.FakeOptions;
import io.aigateway.fakeupstream.FakeProviders;
import io.aigateway.fakeupstream.Place;
import io.aigateway.fakeupstream.formats.Text;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    /** Clients of the cells that wait for nothing; those that wait for the deadline do so together. */
    private static final int CLIENTS = 4;

    private static final Map<Cell, SeenStream> SEEN = new ConcurrentHashMap<>();

    @BeforeAll
    static void askAll() throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        FakeProviders fake = OnLoop.await(FakeProviders.start(vertx, FakeOptions.defaults()));
        try (TestGateway patient = gateway(fake);
                TestGateway hasty = gateway(fake, "AIGW_HTTP__REQUEST_TIMEOUT", DEADLINE_SECONDS)) {
            ExecutorService few = Executors.newFixedThreadPool(CLIENTS);
            ExecutorService many = Executors.newCachedThreadPool();
            ExecutorService one = Executors.newSingleThreadExecutor();
            for (Cell cell : FaultMatrix.cells()) {
                boolean stalls = cell.trouble() == Trouble.STALL;
                // A proxied request cannot carry its fault, so there is one at a time.
                ExecutorService clients = cell.way() == FaultyWay.PROXY ? one : stalls ? many : few;
                clients.execute(() -> ask(cell, stalls ? hasty : patient, fake));
            }
            for (ExecutorService clients : List.of(few, many, one)) {
                clients.shutdown();
                assertThat(clients.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
            }
            OnLoop.until("no call is under way", () -> fake.stats().underWay() == 0);
        } finally {
            OnLoop.await(vertx.close());
        }
    }

    @AfterAll
    static void forget() {
        SEEN.clear();
    }

    private static TestGateway gateway(FakeProviders fake, String... more) {
        var settings = new ArrayList<>(List.of(more));
        settings.addAll(List.of("AIGW_CUSTOM_MODELS__ENABLED", "true", "AIGW_PROVIDERS__RETRIES", "0"));
        settings.addAll(List.of("ANTHROPIC_BASE_URL", fake.url()));
        return TestGateway.start(settings.toArray(String[]::new));
    }

    private static void ask(Cell cell, TestGateway gateway, FakeProviders fake) {
        String faults = cell.trouble().at(cell.place()) + SHORT;
        if (cell.way() == FaultyWay.PROXY) {
            fake.failWith(faults);
        }
        String endpoint = fake.url() + "/" + cell.toString().replaceAll("[^A-Za-z0-9]+", "-");
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
        String whole = new Text("", TOKENS).whole();
        String text =
                opening.contains("Final Answer: ") ? opening.replaceFirst("(?s).*Final Answer: ", "") : seen.text();
        assertThat(whole).startsWith(text);
        if (cell.expected().equals("whole") || (cell.place() == Place.END && cell.trouble() != Trouble.STALL)) {
            assertThat(text).isEqualTo(whole);
        } else if (cell.place() == Place.TOKEN && cell.trouble() != Trouble.STALL && !isMalformedAndProxied(cell)) {
            assertThat(text).isEqualTo("This");
        }
    }

    private static void hasTheEventOfAnError(Cell cell, SeenStream seen) {
        if (cell.expected().equals("error event")) {
            String[] words = switch (cell.trouble()) {
                case THROTTLED -> new String[] {"rate_limited", "true"};
                case ERROR_EVENT -> new String[] {"upstream_refused", "false"};
                case STALL -> new String[] {"timed_out", "true"};
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
