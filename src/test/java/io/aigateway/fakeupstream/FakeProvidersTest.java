package io.aigateway.fakeupstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.fakeupstream.BareClient.End;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.Vertx;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault at each place, as a client on a bare socket sees it. */
class FakeProvidersTest {
    private static final String MESSAGES = "/v1/messages";
    private static final String STREAM = "{\"model\": \"claude\", \"stream\": true}";
    private static final String WHOLE = "{\"model\": \"claude\"}";

    /** Far longer than anything takes that is to come, far shorter than nobody notices. */
    private static final int PATIENCE = 20_000;

    /** For those tests in which silence is what is waited for. */
    private static final int SHORT_PATIENCE = 100;

    private static Vertx vertx;
    private static FakeProviders fake;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        fake = OnLoop.await(FakeProviders.start(vertx, FakeOptions.defaults()));
    }

    @AfterAll
    static void stop() {
        OnLoop.await(vertx.close());
    }

    private record Seen(String text, End end) {
        private Seen is(Place place) {
            String start = text.isEmpty() ? "" : text.substring(0, 15);
            assertThat(start).isEqualTo(place == Place.HEADERS ? "" : "HTTP/1.1 200 OK");
            assertThat(text.contains("message_start")).isEqualTo(place != Place.HEADERS);
            assertThat(text.contains("\"This\"")).isEqualTo(place == Place.TOKEN || place == Place.END);
            assertThat(text.contains("\" answer\"")).isEqualTo(place == Place.END);
            assertThat(text).doesNotContain("content_block_stop");
            return this;
        }

        /** Without the sizes of its chunks. */
        private String body() {
            return text.replaceAll("\r\n[0-9a-f]+\r\n", "");
        }

        private boolean isTerminated() {
            return text.endsWith("0\r\n\r\n");
        }
    }

    private static Seen ask(String path, String fault, String body, int patience) {
        try (var client = new BareClient(fake.port()).post(path, fault, body)) {
            End end = client.readToEnd(patience);
            return new Seen(client.text(), end);
        }
    }

    private static Seen ask(String fault, String body) {
        return ask(MESSAGES, fault, body, PATIENCE);
    }

    static Stream<Arguments> endings() {
        return Stream.of(Place.values())
                .flatMap(place -> Stream.of("cut", "reset", "half-close").map(fault -> Arguments.of(fault, place)));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void breaksTheConnectionOff(String fault, Place place) {
        Seen seen = ask(fault + "@" + place.word(), STREAM);

        assertThat(seen.end()).isEqualTo(fault.equals("reset") ? End.RESET : End.CLOSED);
        assertThat(seen.is(place).isTerminated()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void fallsSilent(Place place) {
        Seen seen = ask(MESSAGES, "stall@" + place.word(), STREAM, SHORT_PATIENCE);

        assertThat(seen.is(place).end()).isEqualTo(End.SILENT);
    }

    @ParameterizedTest
    @EnumSource
    void isLateButComplete(Place place) {
        long start = System.nanoTime();
        Seen seen = ask("delay@" + place.word() + ":for=30ms", STREAM);

        assertThat(System.nanoTime() - start).isGreaterThan(30_000_000);
        assertThat(seen.text()).contains("message_stop");
        assertThat(seen.isTerminated()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HEADERS")
    void endsTooEarlyAsHttpWantsIt(Place place) {
        Seen seen = ask("quit@" + place.word(), STREAM);

        assertThat(seen.is(place).isTerminated()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HEADERS")
    void reportsAnErrorInsideTheAnswer(Place place) {
        Seen seen = ask("error@" + place.word() + ":status=529", STREAM);

        assertThat(seen.is(place).isTerminated()).isTrue();
        assertThat(seen.text()).contains("event: error\n", "overloaded_error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"first-token", "token", "end"})
    void writesNonsenseThenGoesOn(String place) {
        assertThat(ask("bad-json@" + place, STREAM).text()).contains("data: {\"broken\": \"o\n\n", "message_stop");
        assertThat(ask("bad-sse@" + place, STREAM).text())
                .contains("data: {\"broken\":\ndata \"off\"}\n", "message_stop");
    }

    @Test
    void dripsFromAPlaceOn() {
        Seen seen = ask("drip@end:bytes=7:every=1ms", STREAM);

        assertThat(seen.body()).contains("message_stop");
        assertThat(seen.text().indexOf("\r\n7\r\n")).isGreaterThan(seen.text().indexOf("\" 20\\n\""));
    }

    @Test
    void saysSomethingThatIsNoHttp() {
        Seen seen = ask("bad-http", STREAM);

        assertThat(seen.text()).isEqualTo("this is no HTTP\r\n\r\n");
        assertThat(seen.end()).isEqualTo(End.CLOSED);
    }

    @ParameterizedTest
    @CsvSource({"400", "401", "403", "404", "413", "429", "500", "502", "503", "529"})
    void answersWithAnyStatus(int status) {
        Seen seen = ask(String.valueOf(status), STREAM);

        assertThat(seen.text())
                .startsWith("HTTP/1.1 " + status)
                .contains("\"type\":\"error\"")
                .doesNotContain("retry-after");
    }

    @Test
    void asksForAPause() {
        assertThat(ask("429:retry-after=7", STREAM).text()).contains("retry-after: 7\r\n", "rate_limit_error");
        assertThat(ask("/v1/projects/p/models/gemini:streamGenerateContent", "429:retry-after=7", "{}", PATIENCE)
                        .text())
                .contains("[{\"error\":{\"code\":429", "\"retryDelay\":\"7s\"}]}}]");
    }

    @Test
    void writesHugeEvents() {
        Seen seen = ask("huge@first-token:mib=3", STREAM);

        assertThat(seen.body().length()).isGreaterThan(3 * 1024 * 1024);
        assertThat(seen.body()).contains("{\"padding\":\"xxx", "xxx\"}\n\n", "message_stop");
    }

    @Test
    void neverEnds() {
        try (var client = new BareClient(fake.port()).post(MESSAGES, "endless", STREAM)) {
            String text = client.readBytes(200_000).text();

            assertThat(text).contains("\" 1000\\n\"").doesNotContain("content_block_stop");
        }
    }

    @Test
    void tellsNoUsageOrAWrongOne() {
        assertThat(ask("", WHOLE).text()).contains("\"input_tokens\":5,", "\"output_tokens\":24}");
        assertThat(ask("no-usage", WHOLE).text()).doesNotContain("usage");
        assertThat(ask("wrong-usage", WHOLE).text()).contains("\"input_tokens\":-1,", "\"output_tokens\":9999999999}");
    }

    @Test
    void saysAWrongContentType() {
        assertThat(ask("wrong-type", STREAM).text()).contains("content-type: text/html", "message_stop");
    }

    @Test
    void hasFaultsInWholeDocumentsToo() {
        assertThat(ask("cut@token", WHOLE).text()).contains("\"role\":").doesNotContain("output_tokens");
        assertThat(ask("cut@end", WHOLE).text()).contains("\"output_tokens\":24}\r\n");
        assertThat(ask("bad-json", WHOLE).text()).contains("}{").contains("output_tokens");
        assertThat(ask("huge:mib=1", WHOLE).text().length()).isGreaterThan(1024 * 1024);
        assertThat(ask("quit", WHOLE).isTerminated()).isTrue();
        assertThat(ask(MESSAGES, "stall@first-token", WHOLE, SHORT_PATIENCE).text())
                .endsWith("\r\n\r\n");
    }

    @Test
    void countsTokensBeforeAFault() {
        Seen seen = ask("cut:after=3", STREAM);

        assertThat(seen.text()).contains("\" was\"").doesNotContain("\" made\"");
        assertThat(ask("length:tokens=3+cut:after=1000", STREAM).text())
                .contains("\" was\"")
                .doesNotContain("content_block_stop");
    }

    @Test
    void hasSeveralFaultsInOneAnswer() {
        Seen seen = ask("bad-json@first-token+length:tokens=2+cut@end", STREAM);

        assertThat(seen.text()).contains("broken", "\" answer\"").doesNotContain("\" was\"");
        assertThat(seen.isTerminated()).isFalse();
    }
}
