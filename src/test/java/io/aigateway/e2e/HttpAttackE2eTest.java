package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that are meant to be understood wrongly, to be too much, or never to end; on bare sockets, HTTP/1.1. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpAttackE2eTest {
    private static final String HIDDEN = "GET /monitoring/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String POST = "POST /v2/completions HTTP/1.1\r\nHost: localhost\r\n";

    private TestGateway gateway;

    @BeforeAll
    void start() {
        gateway = TestGateway.start(
                "AIGW_MOCK_MODEL_RESPONSES", "true",
                "AIGW_HTTP__MAX_HEADER_BYTES", "4096",
                "AIGW_HTTP__MAX_REQUEST_LINE_BYTES", "2048",
                "AIGW_HTTP__HEAD_TIMEOUT", "0.4",
                "AIGW_HTTP__BODY_TIMEOUT", "0.4");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    /** Each hides a second request in the body of the first, for a reader who takes its length from elsewhere. */
    static Stream<Arguments> smuggled() {
        return Stream.of(
                row("both lengths", POST + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN),
                row(
                        "both lengths, the other way round",
                        POST + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + HIDDEN),
                row(
                        "two lengths",
                        POST + "Content-Length: 0\r\nContent-Length: " + HIDDEN.length() + "\r\n\r\n" + HIDDEN),
                row("two equal lengths", POST + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}" + HIDDEN),
                row("a list of lengths", POST + "Content-Length: 0, " + HIDDEN.length() + "\r\n\r\n" + HIDDEN),
                row("a signed length", POST + "Content-Length: +0\r\n\r\n" + HIDDEN),
                row("a negative length", POST + "Content-Length: -1\r\n\r\n" + HIDDEN),
                row("a hexadecimal length", POST + "Content-Length: 0x0\r\n\r\n" + HIDDEN),
                row("no length at all", POST + "Content-Length:\r\n\r\n" + HIDDEN),
                row("a length beyond all numbers", POST + "Content-Length: 99999999999999999999\r\n\r\n" + HIDDEN),
                row(
                        "an encoding that ends otherwise",
                        POST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + HIDDEN),
                row("chunked twice", POST + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n" + HIDDEN),
                row(
                        "two encodings",
                        POST + "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN),
                row("an encoding like chunked", POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + HIDDEN),
                row("an encoding in quotes", POST + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n" + HIDDEN),
                row(
                        "a control character before chunked",
                        POST + "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n" + HIDDEN),
                row("a space before the colon", POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + HIDDEN),
                row("a space before the name", POST + " Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN),
                row(
                        "chunked by HTTP/1.0",
                        POST.replace("1.1", "1.0") + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN),
                row(
                        "a chunk of a strange size",
                        POST + "Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n" + HIDDEN),
                row(
                        "a chunk of a negative size",
                        POST + "Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n" + HIDDEN),
                row(
                        "a chunk that ends in a line feed",
                        POST + "Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n" + HIDDEN),
                row(
                        "an extension with a line feed",
                        POST + "Transfer-Encoding: chunked\r\n\r\n2;a\nb\r\n{}\r\n0\r\n\r\n" + HIDDEN),
                row(
                        "a chunk longer than it says",
                        POST + "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n" + HIDDEN),
                row("lines without carriage returns", POST.replace("\r\n", "\n") + "Content-Length: 0\n\n" + HIDDEN),
                row(
                        "a carriage return in a value",
                        POST + "X: a\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN),
                row("a zero byte in a name", POST + "Transfer\u0000-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN),
                row("a line without a colon", POST + "Transfer-Encoding\r\nContent-Length: 0\r\n\r\n" + HIDDEN),
                row("two hosts", POST + "Host: other\r\nContent-Length: 0\r\n\r\n" + HIDDEN),
                row(
                        "a version of its own",
                        POST.replace("HTTP/1.1", "HTTP/9.9") + "Content-Length: 0\r\n\r\n" + HIDDEN),
                row("no version", "GET /monitoring/healthz\r\nHost: localhost\r\n\r\n" + HIDDEN));
    }

    private static Arguments row(String what, String bytes) {
        return Arguments.of(what, bytes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("smuggled")
    void answersNoHiddenRequest(String what, String bytes) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            String answer = client.write(bytes).readUntilClosed();
            assertThat(answer).doesNotContain("HTTP/1.1 200", "\tat ", "Exception");
            assertThat(statuses(answer)).isSubsetOf("400", "401", "501");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("smuggled")
    void answersNoHiddenRequestOfOperators(String what, String bytes) {
        try (RawClient client = RawClient.connect(gateway.operationsPort())) {
            String answer = client.write(bytes).readUntilClosed();
            assertThat(statuses(answer)).isSubsetOf("400", "404", "405", "501");
        }
    }

    private static List<String> statuses(String answers) {
        return Pattern.compile("HTTP/\\d\\.\\d (\\d{3}) ")
                .matcher(answers)
                .results()
                .map(status -> status.group(1))
                .toList();
    }

    static Stream<Arguments> odd() {
        return Stream.of(
                Arguments.of("a long URI", "GET /" + "a".repeat(2_100) + " HTTP/1.1\r\nHost: a\r\n\r\n", 414),
                Arguments.of(
                        "a long query",
                        "GET /monitoring/healthz?" + "a".repeat(2_100) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                        414),
                Arguments.of(
                        "one large header", "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(5_000) + "\r\n\r\n", 431),
                Arguments.of("many headers", "GET / HTTP/1.1\r\nHost: a\r\n" + "X: a\r\n".repeat(3_000) + "\r\n", 431),
                Arguments.of("echo", "TRACE / HTTP/1.1\r\nHost: a\r\nX-Planted: planted\r\n\r\n", 401),
                Arguments.of("a tunnel", "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n", 404),
                Arguments.of(
                        "another server", "GET http://example.com/monitoring/healthz HTTP/1.1\r\nHost: a\r\n\r\n", 200),
                Arguments.of("a star", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 404),
                Arguments.of("dots", "GET /monitoring/../v2/completions HTTP/1.1\r\nHost: a\r\n\r\n", 401),
                Arguments.of("encoded dots", "GET /monitoring/%2e%2e/v2/completions HTTP/1.1\r\nHost: a\r\n\r\n", 401),
                Arguments.of("encoded slashes", "GET /schemas/..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: a\r\n\r\n", 401),
                Arguments.of("a zero byte", "GET /schemas/%00 HTTP/1.1\r\nHost: a\r\n\r\n", 401),
                Arguments.of("half an escape", "GET /schemas/%2 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
                Arguments.of("no UTF-8", "GET /schemas/%ff%fe HTTP/1.1\r\nHost: a\r\n\r\n", 401),
                Arguments.of("backslashes", "GET /schemas\\..\\.. HTTP/1.1\r\nHost: a\r\n\r\n", 401),
                Arguments.of("no host", "GET /monitoring/healthz HTTP/1.1\r\n\r\n", 200),
                Arguments.of("an empty host", "GET /monitoring/healthz HTTP/1.1\r\nHost:\r\n\r\n", 200),
                Arguments.of("a host with a path", "GET /monitoring/healthz HTTP/1.1\r\nHost: a/../b\r\n\r\n", 200),
                Arguments.of("a host with a user", "GET /monitoring/healthz HTTP/1.1\r\nHost: u:p@a\r\n\r\n", 200),
                Arguments.of(
                        "a host with a wrong port", "GET /monitoring/healthz HTTP/1.1\r\nHost: a:99999\r\n\r\n", 200),
                Arguments.of(
                        "an upgrade to HTTP/2",
                        "GET /monitoring/healthz HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
                        200),
                Arguments.of("HTTP/2 without TLS", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 501),
                Arguments.of("TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n", 400));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("odd")
    void answersWhatIsOdd(String what, String bytes, int status) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            String head = client.write(bytes).readUntil("\r\n\r\n");

            assertThat(statuses(head)).containsExactly(String.valueOf(status));
            assertThat(head).doesNotContainIgnoringCase("server:", "x-powered-by", "planted");
        }
    }

    @Test
    void closesTheConnectionOfAHeadThatNeverEnds() {
        try (RawClient client = RawClient.connect(gateway.port())) {
            client.write("GET /monitoring/healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");

            assertThat(client.readUntilClosed()).isEmpty();
        }
    }

    @Test
    void closesThatOnThePortForOperatorsToo() {
        try (RawClient client = RawClient.connect(gateway.operationsPort())) {
            client.write("GET /monitoring/healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");

            assertThat(client.readUntilClosed()).isEmpty();
        }
    }

    @Test
    void closesItAlsoWhenTheHeadIsNotTheFirst() {
        try (RawClient client = RawClient.connect(gateway.port())) {
            client.write(HIDDEN).readUntil("{}");

            assertThat(client.write("GET").readUntilClosed()).isEmpty();
        }
    }

    @Test
    void letsAConnectionRestBetweenRequests() {
        try (RawClient client = RawClient.connect(gateway.port())) {
            for (int i = 0; i < 3; i++) {
                client.write(HIDDEN).readUntil("{}");
                java.util.concurrent.locks.LockSupport.parkNanos(300_000_000);
            }
        }
    }

    @Test
    void closesTheConnectionOfWhoWasRefusedAndGoesOnSending() {
        try (RawClient client = RawClient.connect(gateway.port())) {
            client.write(POST + "Content-Length: 1000000\r\n\r\n{");

            assertThat(client.readUntilClosed()).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void tellsBrowsersWhatNotToDo() {
        var answer = gateway.rails("complete_code").post("/v2/completions", "{}");

        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Strict-Transport-Security")).isEmpty();
        assertThat(answer.response().headers().map()).doesNotContainKeys("server", "x-powered-by");
    }
}
