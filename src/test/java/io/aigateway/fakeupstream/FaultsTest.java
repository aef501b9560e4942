package io.aigateway.fakeupstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.fakeupstream.formats.Api;
import io.aigateway.fakeupstream.formats.Formats;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How faults are written, and which of them a request gets. */
class FaultsTest {
    private static final Api CHAT = Objects.requireNonNull(Formats.at("/v1/chat/completions"));

    @Test
    void readsAllThatCanBeSaid() {
        Faults faults = Faults.read("drip@first-token:bytes=3:every=2s+429:retry-after=5+stall");

        assertThat(faults.list())
                .extracting(Fault::kind)
                .containsExactly(FaultKind.DRIP, FaultKind.STATUS, FaultKind.STALL);
        assertThat(faults.list().get(0).place()).isEqualTo(Place.FIRST_TOKEN);
        assertThat(faults.list().get(0).value(FaultOption.BYTES)).isEqualTo(3);
        assertThat(faults.list().get(0).value(FaultOption.EVERY)).isEqualTo(2000);
        assertThat(faults.list().get(1).status()).isEqualTo(429);
        assertThat(faults.list().get(1).place()).isEqualTo(Place.HEADERS);
        assertThat(faults.list().get(1).value(FaultOption.RETRY_AFTER)).isEqualTo(5);
        assertThat(faults.list().get(2).place()).isEqualTo(Place.TOKEN);
    }

    @Test
    void takesACountOfTokensForAPlace() {
        assertThat(Fault.read("delay:after=3").place()).isEqualTo(Place.TOKEN);
        assertThat(Fault.read("delay").place()).isEqualTo(Place.HEADERS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                  | expected: one of delay, stall
                    sleep               | expected: one of delay, stall
                    cut+                | expected: one of delay, stall
                    200                 | expected: one of delay, stall
                    cut@middle          | expected: one of token, headers, first-token, end
                    error@headers       | expected: one of token, first-token, end
                    endless@token       | expected: no place
                    cut:mib=3           | expected: one of [after]
                    delay:for=3         | expected: a number with ms, s or m behind it
                    delay:for=2m=3      | expected: a number with ms, s or m behind it
                    cut:after=3s        | expected: a number, 1 to 1000000
                    cut:after=0         | expected: a number, 1 to 1000000
                    cut:after=-1        | expected: a number, 1 to 1000000
                    cut:after           | expected: a number, 1 to 1000000
                    delay:for=999999999m| expected: a number with ms, s or m behind it, 0ms to 3600s
                    """)
    void saysWhatWasExpected(String text, String expected) {
        assertThatThrownBy(() -> Faults.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void prefersWhatARequestSays() {
        var choice = new FaultChoice(FakeOptions.defaults().withFaults(1, "500"));

        assertThat(names(choice.of(1, CHAT, "cut", "fake+stall"))).containsExactly("cut");
        assertThat(names(choice.of(2, CHAT, null, "fake+stall+drip"))).containsExactly("stall", "drip");
        assertThat(names(choice.of(3, CHAT, null, "fake"))).containsExactly("500");
        assertThat(names(choice.of(4, CHAT, "none", "fake"))).containsExactly("none");
        choice.setForAll(Faults.read("reset"));
        assertThat(names(choice.of(5, CHAT, null, "fake"))).containsExactly("reset");
    }

    @Test
    void sparesWhatIsNoModel() {
        var choice = new FaultChoice(FakeOptions.defaults().withFaults(1, "500"));
        Api token = Objects.requireNonNull(Formats.at("/token"));

        assertThat(choice.of(1, token, null, "").list()).isEmpty();
        assertThat(names(choice.of(1, token, "cut", ""))).containsExactly("cut");
    }

    @Test
    void drawsTheSameFaultsForTheSameSeed() {
        FakeOptions options = FakeOptions.defaults().withFaults(0.2, "cut", "stall", "429");

        List<String> drawn = draw(options);

        assertThat(draw(options)).isEqualTo(drawn);
        assertThat(drawn.stream().filter(name -> !name.isEmpty()).count()).isBetween(1800L, 2200L);
        for (String name : new String[] {"cut", "stall", "429"}) {
            assertThat(drawn.stream().filter(name::equals).count()).isBetween(550L, 800L);
        }
    }

    private static List<String> draw(FakeOptions options) {
        var choice = new FaultChoice(options);
        return IntStream.range(0, 10_000)
                .mapToObj(number -> String.join("+", names(choice.of(number, CHAT, null, "fake"))))
                .toList();
    }

    private static List<String> names(Faults faults) {
        return faults.list().stream().map(Fault::name).toList();
    }
}
