package io.aigateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonCallsTest {
    private static final URI ANYWHERE = URI.create("http://llm.test/v1");

    private static UpstreamCall post(Map<String, String> headers, Map<String, String> more) {
        return JsonCalls.post(ANYWHERE, false, headers, more, Map.of("text", "wörld"));
    }

    @Test
    void writesTheBodyAsUtf8() {
        assertThat(post(Map.of(), Map.of()).body().toString()).isEqualTo("{\"text\":\"wörld\"}");
    }

    @Test
    void asksForWhatItExpects() {
        assertThat(post(Map.of(), Map.of()).headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("accept", "application/json");
        assertThat(JsonCalls.post(ANYWHERE, true, Map.of(), Map.of(), "").headers())
                .containsEntry("accept", "text/event-stream");
    }

    @Test
    void letsTheTargetsHeadersWinWhateverTheirCase() {
        var call = post(Map.of("authorization", "Bearer a"), Map.of("Authorization", "Bearer b", "X-More", "c"));

        assertThat(call.headers()).containsEntry("authorization", "Bearer b").containsEntry("x-more", "c");
        assertThat(call.headers()).hasSize(4);
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatCannotStandInAHeader(String name, String value) {
        assertThatThrownBy(() -> post(Map.of(), Map.of(name, value)))
                .isInstanceOfSatisfying(FailureException.class, thrown -> {
                    assertThat(thrown.failure().kind()).isEqualTo(Kind.INVALID);
                    assertThat(thrown.failure().detail()).doesNotContain("x-b");
                });
    }

    static Stream<Arguments> refusesWhatCannotStandInAHeader() {
        return Stream.of(
                Arguments.of("x-a", "a\nb"),
                Arguments.of("x-a", "a\r\nx-b: c"),
                Arguments.of("x-a", "\0"),
                Arguments.of("x-a", "\u2026"),
                Arguments.of("x a", "b"),
                Arguments.of("x:a", "b"),
                Arguments.of("", "b"));
    }
}
