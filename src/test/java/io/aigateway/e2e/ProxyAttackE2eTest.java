package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.Received;
import io.aigateway.testkit.Reply;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tricks with paths, queries, headers, framing and bodies, sent as bytes: whatever is answered, nothing leaves the allow list. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyAttackE2eTest {
    private static final String BODY = Proxied.claude("");
    private static final String MODEL = "\"model\":\"claude-sonnet-4-6\"";
    private static final String VERTEX = "/v1/proxy/vertex-ai/v1/projects/p/locations/l/publishers/google/models/";
    private static final String GOOGLE = "/v1/projects/fixture-project/locations/us-central1/publishers/google/models/";

    /** Every path of the upstream that anything below may reach. */
    private static final Set<String> ALLOWED_PATHS = Set.of(
            "/anthropic/v1/messages",
            "/anthropic/v1/messages?beta=true",
            "/openai/v1/responses",
            GOOGLE + "text-embedding-005:predict",
            GOOGLE + "gemini-2.5-flash:streamGenerateContent?alt=sse");

    private static final Set<String> ALLOWED_HEADERS = Set.of(
            "accept",
            "accept-encoding",
            "anthropic-beta",
            "anthropic-version",
            "authorization",
            "content-length",
            "content-type",
            "host",
            "user-agent",
            "x-api-key");

    private TestGateway gateway;

    @BeforeAll
    void start() {
        gateway = TestGateway.start("AIGW_HTTP__BODY_TIMEOUT", "0.3", "AIGW_HTTP__CLEARTEXT_HTTP2", "true");
        gateway.upstream()
                .willAlwaysAnswer(Reply.json(200, "{}"))
                .willAnswerAt(Wire.METADATA_TOKEN, Wire.googleToken(TestGateway.GOOGLE_TOKEN));
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    /** Sends a request and gives everything that comes back until the gateway closes the connection. */
    private String send(String requestLine, String headers, byte[] body) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            client.write((requestLine + "\r\nHost: localhost\r\nConnection: close\r\n" + caller() + headers + "\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            client.write(body);
            return client.readUntilClosed();
        }
    }

    private String caller() {
        Map<String, String> headers =
                Proxied.by(gateway).without("Content-Type").headers();
        return headers.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String post(String target, String headers, byte[] body) {
        return send("POST " + target + " HTTP/1.1", headers + "Content-Length: " + body.length + "\r\n", body);
    }

    private int reached() {
        return models().size();
    }

    private List<Received> models() {
        return gateway.upstream().received().stream()
                .filter(request -> !request.path().contains(Wire.METADATA_TOKEN))
                .toList();
    }

    private void assertNothingLeftTheAllowList() {
        for (Received request : models()) {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(ALLOWED_PATHS).contains(request.path());
            assertThat(request.headers().names().stream()
                            .map(name -> name.toLowerCase(Locale.ROOT))
                            .toList())
                    .isSubsetOf(ALLOWED_HEADERS);
            assertThat(request.headers().getAll("host"))
                    .containsExactly("127.0.0.1:" + gateway.upstream().port());
            assertThat(request.headers().toString()).doesNotContain("planted-by-caller");
            assertThat(request.bytes()).hasSize(Integer.parseInt(request.header("content-length")));
        }
    }

    static Stream<String> paths() {
        return Stream.of(
                "/v1/proxy/anthropic",
                "/v1/proxy/anthropic/",
                "/v1/proxy/anthropic/v1/complete",
                "/v1/proxy/anthropic/v1/models",
                "/v1/proxy/anthropic/v1/messages/batches",
                "/v1/proxy/anthropic/v1/messages/count_tokens",
                "/v1/proxy/anthropic/v1/messages/",
                "/v1/proxy/anthropic//v1/messages",
                "/v1/proxy/anthropic/v1//messages",
                "//v1/proxy/anthropic/v1/messages",
                "/v1/proxy//anthropic/v1/messages",
                "/v1/proxy/anthropic/./v1/messages",
                "/v1/proxy/anthropic/v1/./messages",
                "/v1/proxy/anthropic/v1/messages/.",
                "/v1/proxy/anthropic/v1/messages/..",
                "/v1/proxy/anthropic/v1/messages/../complete",
                "/v1/proxy/anthropic/v1/messages/../messages",
                "/v1/proxy/anthropic/v1/files/../messages",
                "/v1/proxy/anthropic/../anthropic/v1/messages",
                "/v1/proxy/openai/../anthropic/v1/messages",
                "/v1/proxy/anthropic/../openai/v1/files",
                "/v1/proxy/anthropic/../../proxy/anthropic/v1/complete",
                "/v1/prompts/../proxy/anthropic/v1/messages",
                "/v1/proxy/anthropic/.../v1/messages",
                "/v1/proxy/anthropic/..;/v1/messages",
                "/v1/proxy/anthropic/%2e/v1/messages",
                "/v1/proxy/anthropic/%2e%2e/openai/v1/responses",
                "/v1/proxy/anthropic/v1/%2e%2e/v1/messages",
                "/v1/proxy/anthropic/v1/messages/%2e%2e/complete",
                "/v1/proxy/anthropic/v1%2Fmessages",
                "/v1/proxy/anthropic/v1%2fmessages",
                "/v1/proxy/anthropic/v1%252Fmessages",
                "/v1/proxy/anthropic/%2Fv1/messages",
                "/v1/proxy/anthropic%2Fv1%2Fmessages",
                "/v1/proxy%2Fanthropic/v1/messages",
                "/v1%2Fproxy%2Fanthropic%2Fv1%2Fmessages",
                "/v1/proxy/anthropic/v1%5Cmessages",
                "/v1/proxy/anthropic\\v1\\messages",
                "/v1/proxy/anthropic/v1/messages\\..\\complete",
                "/v1/proxy/anthropic/v1/mess%61ges",
                "/v1/proxy/anthropic/%76%31/messages",
                "/v1/proxy/anthropic/v1/messages%00",
                "/v1/proxy/anthropic/v1/messages%20",
                "/v1/proxy/anthropic/v1/messages%0d%0aX-Injected:%201",
                "/v1/proxy/anthropic/v1/messages%3Fbeta=true",
                "/v1/proxy/anthropic/v1/messages%23",
                "/v1/proxy/anthropic/v1%c0%afmessages",
                "/v1/proxy/anthropic/v1%ef%bc%8fmessages",
                "/v1/proxy/anthropic/v1/m\u00e9ssages",
                "/v1/proxy/anthropic/v1/messages;x=1",
                "/v1/proxy/anthropic;x=1/v1/messages",
                "/v1/proxy/anthropic/v1/messages#x",
                "/v1/proxy/anthropic/v1/messages?beta=true#x",
                "/v1/proxy/anthropic/v1/messages?",
                "/v1/proxy/anthropic/v1/messages??beta=true",
                "/v1/proxy/anthropic/v1/messages?x=1",
                "/v1/proxy/anthropic/v1/messages?beta=false",
                "/v1/proxy/anthropic/v1/messages?beta=true&x=1",
                "/v1/proxy/anthropic/v1/messages?beta=true&beta=true",
                "/v1/proxy/anthropic/v1/messages?x=1&beta=true",
                "/v1/proxy/anthropic/v1/messages?beta=tru%65",
                "/v1/proxy/anthropic/v1/messages?BETA=true",
                "/v1/proxy/anthropic/v1/messages?beta=true/../../complete",
                "/v1/proxy/anthropic/v1/messages/count_tokens?beta=true/../batches",
                "/V1/PROXY/ANTHROPIC/V1/MESSAGES",
                "/v1/proxy/anthropic/V1/messages",
                "/v1/proxy/Anthropic/v1/messages",
                "/v1/proxy/anthropic/https://evil.example/v1/messages",
                "/v1/proxy/anthropic//evil.example/v1/messages",
                "/v1/proxy/anthropic/@evil.example/v1/messages",
                "/v1/proxy/anthropic@evil.example/v1/messages",
                "/v1/proxy/anthropic:443/v1/messages",
                "http://evil.example/v1/proxy/anthropic/v1/messages",
                "http://localhost/v1/proxy/anthropic/v1/messages",
                "https://api.anthropic.com/v1/messages",
                "http://evil.example@localhost/v1/proxy/anthropic/v1/messages",
                "evil.example:443",
                "*",
                "v1/proxy/anthropic/v1/messages",
                "/internal/proxy/anthropic/v1/complete",
                "/internal/proxy/anthropic/../../v1/proxy/anthropic/v1/messages",
                "/internal/proxy/gemini/v1/messages",
                "/internal/proxy/%61nthropic/v1/messages",
                "/v1/proxy/openai/v1/files",
                "/v1/proxy/openai/v1/responses/resp_1/cancel",
                "/v1/proxy/openai/v1/responses?stream=true",
                "/v1/proxy/openai/v1/responses%3Fx",
                "/v1/proxy/openai/v1/chat/completions/../../files",
                "/v1/proxy/openai/v1/engines/x/completions");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void reachesNothingByAPath(String target) {
        int before = reached();

        String answer = post(target, "Content-Type: application/json\r\n", bytes(BODY));

        assertThat(answer).doesNotContain(" 200 ");
        assertThat(reached()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource({"paths", "vertexPaths", "vertexPlaces"})
    void reachesNothingByAPathOverHttp2(String target) {
        int before = reached();
        HttpClient client = gateway.vertx()
                .createHttpClient(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false));
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(gateway.port())
                .setURI(target);
        Proxied.by(gateway).headers().forEach(options::putHeader);

        int status = OnLoop.await(client.request(options)
                .compose(request -> request.send(BODY))
                .map(HttpClientResponse::statusCode)
                .otherwise(0)
                .eventually(client::close));

        assertThat(status).isNotEqualTo(200);
        assertThat(reached()).isEqualTo(before);
    }

    static Stream<String> vertexPaths() {
        return Stream.of(
                        "gemini-2.5-flash:rawPredict",
                        "gemini-2.5-flash:countTokens",
                        "gemini-2.5-flash:predict:predict",
                        "gemini-2.5-flash:predict/../../x:predict",
                        "gemini-2.5-flash:predict?alt=json",
                        "gemini-2.5-flash:predict?alt=sse&key=planted-by-caller",
                        "gemini-2.5-flash:predict?key=planted-by-caller",
                        "gemini-2.5-flash:predict#",
                        "gemini-2.5-flash%2F..%2Fx:predict",
                        "gemini-2.5-flash/../text-embedding-005:predict",
                        "gemini-2.5-flash%00:predict",
                        "../models/gemini-2.5-flash:predict",
                        "..:predict",
                        "gemini-9:predict",
                        "codestral-2508:rawPredict")
                .map(end -> VERTEX + end);
    }

    static Stream<String> vertexPlaces() {
        String end = "/models/gemini-2.5-flash:predict";
        return Stream.of(
                "/v1/proxy/vertex-ai/v1/projects/p/locations/l/publishers/mistralai" + end,
                "/v1/proxy/vertex-ai/v1/projects/p/locations/l/publishers/google/../mistralai" + end,
                "/v1/proxy/vertex-ai/v1/projects/../locations/l/publishers/google" + end,
                "/v1/proxy/vertex-ai/v1/projects/p%2F..%2Fq/locations/l/publishers/google" + end,
                "/v1/proxy/vertex-ai/v1/projects/p/locations/l.evil.example/publishers/google" + end,
                "/v1/proxy/vertex-ai/v1/projects/p/locations/l/endpoints/1:predict",
                "/v1/proxy/vertex-ai/v1beta1/projects/p/locations/l/publishers/google" + end,
                "/v1/proxy/vertex-ai/../v1/projects/p/locations/l/publishers/google" + end,
                "/v1/proxy/vertex-ai/%2e%2e/v1/projects/p/locations/l/publishers/google" + end,
                "/v1/proxy/vertex-ai/https://evil.example/v1/projects/p/locations/l/publishers/google" + end,
                "/v1/proxy/vertex-ai/?x=/v1/projects/p/locations/l/publishers/google" + end,
                "/v1/proxy/vertex-ai/v1/projects/p/locations/l:x/v1/projects/p/locations/l/publishers/google" + end);
    }

    @ParameterizedTest
    @MethodSource({"vertexPaths", "vertexPlaces"})
    void reachesNothingByAPathOfVertex(String target) {
        int before = reached();

        String answer = post(target, "Content-Type: application/json\r\n", bytes("{}"));

        assertThat(answer).doesNotContain(" 200 ");
        assertThat(reached()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/proxy/vertex-ai/x/v1/projects/evil/locations/evil/publishers/google/models/text-embedding-005:predict",
                "POST /v1/proxy/vertex-ai/v1/projects/a/locations/b/publishers/c/v1/projects/evil/locations/evil/publishers/google"
                        + "/models/text-embedding-005:predict",
                "POST /internal/proxy/vertex-ai/v1/projects/evil/locations/evil/publishers/google/models"
                        + "/gemini-2.5-flash:streamGenerateContent?alt=sse",
            })
    void goesToItsOwnProjectWhateverStandsInThePath(String line) {
        int before = reached();

        String answer = send(line + " HTTP/1.1", "Content-Length: 2\r\n", bytes("{}"));

        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(reached()).isEqualTo(before + 1);
        assertNothingLeftTheAllowList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "post", "POSTX"})
    void reachesNothingByAnotherMethod(String method) {
        int before = reached();

        String answer = send(
                method + " " + Proxied.MESSAGES + " HTTP/1.1",
                "X-HTTP-Method-Override: POST\r\nContent-Length: " + BODY.length() + "\r\n",
                bytes(BODY));

        assertThat(answer).doesNotContain(" 200 ");
        assertThat(reached()).isEqualTo(before);
    }

    static Stream<String> headers() {
        return Stream.of(
                "X-Forwarded-Host: planted-by-caller.example\r\n",
                "X-Original-URL: /v1/complete\r\nX-Rewrite-URL: /v1/complete\r\n",
                "Forwarded: host=planted-by-caller.example\r\n",
                "X-HTTP-Method-Override: DELETE\r\n",
                "x-api-key: planted-by-caller\r\n",
                "X-API-KEY: planted-by-caller\r\nx-api-key: planted-by-caller\r\n",
                "Cookie: session=planted-by-caller\r\n",
                "Proxy-Authorization: Basic planted-by-caller\r\n",
                "x-goog-user-project: planted-by-caller\r\n",
                "OpenAI-Organization: planted-by-caller\r\n",
                "Connection: x-api-key, authorization\r\n",
                "Connection: keep-alive, anthropic-version\r\nanthropic-version: planted-by-caller\r\n",
                "Keep-Alive: timeout=5\r\nTE: trailers\r\n",
                "Upgrade: websocket\r\n",
                "Expect: 100-continue\r\n",
                "Range: bytes=0-1\r\nIf-None-Match: *\r\n",
                "Content-Type: application/json\r\nContent-Type: text/planted-by-caller\r\n",
                "anthropic-beta: a\r\nanthropic-beta: b\r\n",
                "anthropic-version: 1\r\nanthropic-version: planted-by-caller\r\n",
                "Accept: text/event-stream\r\nAccept: */*\r\n",
                "Host: planted-by-caller.example\r\n",
                "X-Gitlab-Unit-Primitive: planted-by-caller\r\n",
                "anthropic-version: \u00ff\u00fe\r\n",
                "anthropic-version: a\tb\r\n",
                "Content-Location: http://planted-by-caller.example/\r\n",
                "Accept-Encoding: gzip, planted-by-caller\r\n");
    }

    @ParameterizedTest
    @MethodSource("headers")
    void sendsNoHeaderThatIsNotOnTheList(String headers) {
        int before = reached();

        post(Proxied.MESSAGES, headers, bytes(BODY));

        assertThat(reached()).isBetween(before, before + 1);
        assertNothingLeftTheAllowList();
    }

    @Test
    void servesARequestThatUpgradesLikeAnyOther() {
        int before = reached();
        try (RawClient client = RawClient.connect(gateway.port())) {
            client.write("POST " + Proxied.MESSAGES + " HTTP/1.1\r\nHost: planted-by-caller.example\r\n" + caller()
                    + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"
                    + "x-api-key: planted-by-caller\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY);
            client.readUntil("101 Switching Protocols");

            OnLoop.until("the request was served", () -> reached() == before + 1);
        }

        assertNothingLeftTheAllowList();
    }

    static Stream<String> brokenHeaders() {
        return Stream.of(
                "anthropic-version: a\rx-api-key: planted-by-caller\r\n",
                "anthropic-version: a\nx-injected: planted-by-caller\r\n",
                "anthropic-version: a\u0000b\r\n",
                "anthropic-version : 1\r\n",
                "anthropic-version\r\n",
                "anthropic-version: a\r\n x-api-key: folded\r\n",
                "anthropic-version: a\r\n\tfolded\r\n",
                ": planted-by-caller\r\n",
                "anthropic version: 1\r\n",
                "anthropic-beta: " + "a".repeat(70_000) + "\r\n");
    }

    @ParameterizedTest
    @MethodSource("brokenHeaders")
    void sendsNoHeaderThatIsBroken(String headers) {
        post(Proxied.MESSAGES, headers, bytes(BODY));

        assertNothingLeftTheAllowList();
    }

    /** A second request, hidden where two servers could disagree about the end of the first. It brings no token of its own. */
    private static final String HIDDEN =
            "POST /v1/proxy/anthropic/v1/messages?beta=true HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;

    static Stream<String> framings() {
        String chunk = Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n0\r\n\r\n";
        return Stream.of(
                "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY + HIDDEN,
                "Content-Length: " + BODY.length() + "\r\nContent-Length: 5\r\n\r\n" + BODY + HIDDEN,
                "Content-Length: 5\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY + HIDDEN,
                "Content-Length: " + BODY.length() + ", " + BODY.length() + "\r\n\r\n" + BODY + HIDDEN,
                "Content-Length: +" + BODY.length() + "\r\n\r\n" + BODY + HIDDEN,
                "Content-Length: -1\r\n\r\n" + BODY + HIDDEN,
                "Content-Length: 0x10\r\n\r\n" + BODY + HIDDEN,
                "Content-Length: \r\n\r\n" + BODY + HIDDEN,
                "Content-Length : " + BODY.length() + "\r\n\r\n" + BODY + HIDDEN,
                "Content-Length: 99999999999999999999\r\n\r\n" + BODY + HIDDEN,
                "Content-Length: " + BODY.length() + "\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + HIDDEN,
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n" + chunk + HIDDEN,
                "Transfer-Encoding: chunked\r\n\r\n" + chunk + HIDDEN,
                "Transfer-Encoding: xchunked\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY + HIDDEN,
                "Transfer-Encoding: identity\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY + HIDDEN,
                "Transfer-Encoding: chunked, identity\r\nContent-Length: 5\r\n\r\n" + chunk + HIDDEN,
                "Transfer-Encoding: gzip, chunked\r\n\r\n" + chunk + HIDDEN,
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + chunk + HIDDEN,
                "Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n" + chunk + HIDDEN,
                "Transfer-Encoding:\u000bchunked\r\nContent-Length: 5\r\n\r\n" + chunk + HIDDEN,
                "Transfer-Encoding\r\n: chunked\r\nContent-Length: 5\r\n\r\n" + chunk + HIDDEN,
                "X: y\r\n Transfer-Encoding: chunked\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY + HIDDEN,
                "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
                "Transfer-Encoding: chunked\r\n\r\n5;ext=\"\r\n\r\n\"\r\nabcde\r\n0\r\n\r\n" + HIDDEN,
                "Transfer-Encoding: chunked\r\n\r\n-5\r\nabcde\r\n0\r\n\r\n" + HIDDEN,
                "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nabcde\r\n0\r\n\r\n" + HIDDEN,
                "Transfer-Encoding: chunked\r\n\r\n5\nabcde\n0\n\n" + HIDDEN,
                "Transfer-Encoding: chunked\r\n\r\n5\r\nabcdeXX0\r\n\r\n" + HIDDEN,
                "Transfer-Encoding: chunked\r\n\r\n"
                        + chunk.replace("0\r\n\r\n", "0\r\nx-api-key: planted-by-caller\r\n\r\n"),
                "\r\n" + HIDDEN);
    }

    @ParameterizedTest
    @MethodSource("framings")
    void isNotLedAstrayByTheFramingOfARequest(String headersAndBody) {
        int before = reached();
        try (RawClient client = RawClient.connect(gateway.port())) {
            client.write("POST " + Proxied.MESSAGES + " HTTP/1.1\r\nHost: localhost\r\n" + caller() + headersAndBody);
            client.write("GET /end HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            client.readUntilClosed();
        }

        assertThat(reached()).isBetween(before, before + 1);
        assertThat(models())
                .filteredOn(request -> request.path().endsWith("?beta=true"))
                .isEmpty();
        assertNothingLeftTheAllowList();
    }

    static Stream<byte[]> bodies() {
        return Stream.of(
                        "",
                        "null",
                        "\"claude-sonnet-4-6\"",
                        "[" + BODY + "]",
                        BODY + BODY,
                        BODY + "\u0000",
                        BODY + ",",
                        "\ufeff" + BODY,
                        "{\"messages\":[]}",
                        "{\"x\":{" + MODEL + "}}",
                        "{\"model\":\"claude-opus-9\"}",
                        "{\"model\":\"claude-sonnet-4-6 \"}",
                        "{\"model\":\"CLAUDE-SONNET-4-6\"}",
                        "{\"model\":\"claude-sonnet-4-6\\u0000\"}",
                        "{\"model\":[\"claude-sonnet-4-6\"]}",
                        "{\"model\":{\"" + MODEL + "}",
                        "{\"model\":null}",
                        "{\"model\":0}",
                        "{" + MODEL + ",\"model\":\"claude-opus-9\"}",
                        "{\"model\":\"claude-opus-9\"," + MODEL + "}",
                        "{" + MODEL + "," + MODEL + "}",
                        "{" + MODEL + ",\"Model\":\"claude-opus-9\"}",
                        "{\"MODEL\":\"claude-opus-9\"," + MODEL + "}",
                        "{" + MODEL + ",\"mod\\u0065l\":\"claude-opus-9\"}",
                        "{'model':'claude-sonnet-4-6'}",
                        "{model:\"claude-sonnet-4-6\"}",
                        "{" + MODEL + ",}",
                        "{" + MODEL + "/*,*/}",
                        "{" + MODEL + "}//",
                        "{" + MODEL + ",\"x\":NaN}",
                        "{" + MODEL + ",\"x\":\"a\nb\"}",
                        "{" + MODEL + ",\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "}",
                        "model=claude-sonnet-4-6",
                        "--x\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nclaude-sonnet-4-6\r\n--x--")
                .map(ProxyAttackE2eTest::bytes);
    }

    static Stream<byte[]> encodedBodies() {
        byte[] latin = ("{" + MODEL + ",\"x\":\"\u00e9\"}").getBytes(StandardCharsets.ISO_8859_1);
        byte[] overlong = bytes("{" + MODEL + ",\"@@odel\":\"claude-opus-9\"}");
        int at = new String(overlong, StandardCharsets.US_ASCII).indexOf("@@");
        overlong[at] = (byte) 0xC1;
        overlong[at + 1] = (byte) 0xAD;
        return Stream.of(
                latin,
                overlong,
                BODY.getBytes(StandardCharsets.UTF_16),
                BODY.getBytes(StandardCharsets.UTF_16LE),
                BODY.getBytes(java.nio.charset.Charset.forName("UTF-32")),
                zipped(BODY));
    }

    private static byte[] zipped(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(bytes(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @MethodSource({"bodies", "encodedBodies"})
    void reachesNothingByABody(byte[] body) {
        int before = reached();

        String answer = post(Proxied.MESSAGES, "Content-Type: application/json\r\nContent-Encoding: gzip\r\n", body);

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(reached()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; charset=utf-7",
                "application/json;charset=UTF-16",
                "application/json; charset=\"utf-16\"",
                "application/json; x=y; Charset = utf-32",
                "application/json; charset=utf-80",
            })
    void reachesNothingByABodyThatIsSaidToBeInAnotherEncoding(String type) {
        int before = reached();

        String answer = post(Proxied.MESSAGES, "Content-Type: " + type + "\r\n", bytes(BODY));

        assertThat(answer).startsWith("HTTP/1.1 400").contains("Invalid JSON");
        assertThat(reached()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\"",
                "text/plain"
            })
    void takesEveryOtherTypeAsItIs(String type) {
        int before = reached();

        post(Proxied.MESSAGES, "Content-Type: " + type + "\r\n", bytes(BODY));

        assertThat(reached()).isEqualTo(before + 1);
        assertThat(models().get(before).header("content-type")).isEqualTo(type);
        assertNothingLeftTheAllowList();
    }
}
