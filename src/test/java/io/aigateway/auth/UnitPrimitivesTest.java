package io.aigateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitPrimitivesTest {
    private static UnitPrimitives packaged() throws IOException {
        return UnitPrimitives.read(Files.readString(Path.of("conf/unit-primitives.yaml")), "unit-primitives.yaml");
    }

    @Test
    void knowsThoseOfTheProxiesAndTheOthers() throws IOException {
        UnitPrimitives known = packaged();

        assertThat(known.isKnown("ai_gateway_model_provider_proxy")).isTrue();
        assertThat(known.isKnown("complete_code")).isTrue();
        assertThat(known.isKnown("perpetual_motion")).isFalse();
        assertThat(known.categoryOfProxied("write_tests")).contains("duo_chat");
        assertThat(known.categoryOfProxied("complete_code")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxied: {a: b}", "others: [a]", "proxied: {a: b}\nothers: [a]\nmore: []", "[]"})
    void refusesAListThatIsNotOfItsForm(String text) {
        assertThatThrownBy(() -> UnitPrimitives.read(text, "mine.yaml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mine.yaml");
    }
}
