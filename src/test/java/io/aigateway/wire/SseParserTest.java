package io.aigateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {
    private static final int MAX = 100;

    /** An event as text. */
    private record Heard(String name, String data) {}

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Heard> read(byte[]... pieces) {
        var heard = new ArrayList<Heard>();
        var parser = new SseParser(MAX);
        for (byte[] piece : pieces) {
            parser.feed(
                    piece,
                    event -> heard.add(new Heard(event.name(), new String(event.data(), StandardCharsets.UTF_8))));
        }
        return heard;
    }

    private static List<Heard> read(String text) {
        return read(utf8(text));
    }

    @Test
    void readsNamesAndData() {
        assertThat(read("event: ping\ndata: 1\n\ndata: 2\n\n"))
                .containsExactly(new Heard("ping", "1"), new Heard("", "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void readsEveryKindOfLineEnd(String end) {
        String text = ": hello\nevent: a\ndata: 1\ndata: 2\n\ndata: 3\n\n".replace("\n", end);

        assertThat(read(text)).containsExactly(new Heard("a", "1\n2"), new Heard("", "3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void readsTheSameHoweverTheBytesAreCut(String end) {
        String text =
                "\uFEFFevent: é\n: comment\ndata: wörld\ndata: \uD83D\uDE00\nid: 7\n\ndata: x\n\n".replace("\n", end);
        byte[] bytes = utf8(text);
        var expected = List.of(new Heard("é", "wörld\n\uD83D\uDE00"), new Heard("", "x"));

        for (int one = 0; one <= bytes.length; one++) {
            for (int two = one; two <= bytes.length; two++) {
                assertThat(read(
                                Arrays.copyOfRange(bytes, 0, one),
                                Arrays.copyOfRange(bytes, one, two),
                                Arrays.copyOfRange(bytes, two, bytes.length)))
                        .as("cut at %s and %s", one, two)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void readsByteByByte() {
        byte[] bytes = utf8("data: wörld\r\n\r\n");
        byte[][] single = new byte[bytes.length][];
        for (int i = 0; i < bytes.length; i++) {
            single[i] = new byte[] {bytes[i]};
        }

        assertThat(read(single)).containsExactly(new Heard("", "wörld"));
    }

    @Test
    void takesOneBlankAwayAfterTheColon() {
        assertThat(read("data:1\n\ndata: 2\n\ndata:  3\n\n"))
                .extracting(Heard::data)
                .containsExactly("1", "2", " 3");
    }

    @Test
    void passesOverCommentsAndUnknownFields() {
        assertThat(read(": keep-alive\n\nid: 1\nretry: 2\nerror: 3\nnonsense\n\ndata: x\n\n"))
                .containsExactly(new Heard("", "x"));
    }

    @Test
    void keepsAnEmptyDataLine() {
        assertThat(read("data\n\ndata:\n\n")).containsExactly(new Heard("", ""), new Heard("", ""));
    }

    @Test
    void forgetsANameWithoutData() {
        assertThat(read("event: a\n\ndata: 1\n\n")).containsExactly(new Heard("", "1"));
    }

    @Test
    void keepsTheByteOrderMarkAnywhereButAtTheStart() {
        assertThat(read("\uFEFFdata: 1\n\ndata: \uFEFF2\n\n"))
                .containsExactly(new Heard("", "1"), new Heard("", "\uFEFF2"));
    }

    @Test
    void holdsBackAnEventWithoutItsEmptyLine() {
        var parser = new SseParser(MAX);

        parser.feed(utf8("data: 1\n"), event -> {
            throw new AssertionError("not complete");
        });

        assertThat(parser.hasRest()).isTrue();
    }

    @Test
    void hasNoRestAfterAWholeEvent() {
        var parser = new SseParser(MAX);
        assertThat(parser.hasRest()).isFalse();

        parser.feed(utf8("data: 1\n\n"), event -> {});

        assertThat(parser.hasRest()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"94, true", "95, false"})
    void acceptsAnEventUpToItsLimit(int length, boolean accepted) {
        byte[] bytes = utf8("data: " + "x".repeat(length) + "\n\n");

        if (accepted) {
            assertThat(read(bytes)).hasSize(1);
        } else {
            assertThatThrownBy(() -> read(bytes)).isInstanceOf(FailureException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: x\n", ": comment without an end ", "event: name"})
    void refusesAnEventWithoutAnEnd(String endless) {
        var parser = new SseParser(MAX);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        parser.feed(utf8(endless), event -> {});
                    }
                })
                .isInstanceOfSatisfying(
                        FailureException.class,
                        thrown -> assertThat(thrown.failure().kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE));
    }

    @Test
    void readsMoreEventsThanItsLimitWhenEachIsSmall() {
        assertThat(read("data: x\n\n".repeat(1000))).hasSize(1000);
    }
}
