package io.aigateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionConstraintTest {

    private static Version version(String text) {
        return Objects.requireNonNull(Version.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1.2.3          ; 1.2.3                  ; 1.2.4 1.2.3-dev 1.2",
                "1.2            ; 1.2 1.2.0              ; 1.2.1",
                "1.2.0-dev      ; 1.2.0-dev              ; 1.2.0 1.2.0-alpha",
                "=1.2.3         ; 1.2.3                  ; 1.2.4",
                "^1.2.3         ; 1.2.3 1.9.0            ; 1.2.2 2.0.0 1.3.0-dev",
                "^1.0.0         ; 1.0.0 1.2.0            ; 0.9.0 2.0.0 1.1.0-dev",
                "^0.2.3         ; 0.2.3 0.2.9            ; 0.3.0 0.2.2",
                "^0.0.3         ; 0.0.3                  ; 0.0.4",
                "^0.0           ; 0.0.1 0.0.9            ; 0.1.0",
                "^0             ; 0.1.0 0.9.9            ; 1.0.0",
                "~1.2.3         ; 1.2.3 1.2.9            ; 1.3.0",
                "~1.2           ; 1.2.0 1.2.9            ; 1.3.0",
                "~1             ; 1.0.0 1.9.0            ; 2.0.0",
                "~=1.2.3        ; 1.2.3 1.2.9            ; 1.3.0",
                ">=1.0,<2.0     ; 1.0.0 1.9.9            ; 2.0.0 0.9.0",
                ">=1.0 <2.0     ; 1.0.0 1.9.9            ; 2.0.0 0.9.0",
                "> 1.0          ; 1.0.1                  ; 1.0.0",
                "<=1.0          ; 1.0.0 0.1.0            ; 1.0.1",
                "!=1.1.0        ; 1.0.0 1.2.0            ; 1.1.0",
                "1.*            ; 1.0.0 1.9.0            ; 2.0.0",
                "==1.2.*        ; 1.2.0 1.2.9            ; 1.3.0",
                "!=1.2.*        ; 1.1.0 1.3.0            ; 1.2.5",
                "*              ; 0.1.0 9.9.9            ; 1.0.0-dev",
                "^1.0 || ^3.0   ; 1.5.0 3.1.0            ; 2.0.0",
                "1.0.0 | 2.0.0  ; 1.0.0 2.0.0            ; 1.0.1"
            })
    void admitsWhatPoetryAdmits(String constraint, String admitted, String refused) {
        VersionConstraint wanted = Objects.requireNonNull(VersionConstraint.parse(constraint));

        assertThat(admitted.strip().split(" ")).allMatch(text -> wanted.admits(version(text)));
        assertThat(refused.strip().split(" ")).noneMatch(text -> wanted.admits(version(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "^",
                "^x",
                "1.2.3.",
                "1..2",
                ">=1.0,",
                "latest",
                "^1.0 ||",
                "1.*.2",
                "^1.*",
                "1.0; 2.0"
            })
    void refusesWhatIsNoConstraint(String text) {
        assertThat(VersionConstraint.parse(text)).isNull();
    }

    @Test
    void refusesALongOneWithoutReadingIt() {
        assertThat(VersionConstraint.parse("1.0.0||".repeat(100_000))).isNull();
    }

    @Test
    void ordersVersions() {
        List<String> inOrder = List.of(
                "0.9.0",
                "1.0.0-dev",
                "1.0.0-alpha1",
                "1.0.0-alpha2",
                "1.0.0b1",
                "1.0.0rc1",
                "1.0.0",
                "1.0.0.post1",
                "1.0.1",
                "1.10",
                "2");
        var shuffled = new ArrayList<>(inOrder);
        Collections.reverse(shuffled);
        shuffled.sort((one, other) -> version(one).compareTo(version(other)));

        assertThat(shuffled).isEqualTo(inOrder);
        assertThat(version("1.0")).isEqualTo(version("1.0.0"));
    }

    @Test
    void knowsWhatIsNoVersion() {
        assertThat(Arrays.asList("", "x", "1.", "1.x", "1.0.0-what", "99999999999", "1.2.3.4.5.6"))
                .allMatch(text -> Version.parse(text) == null);
    }
}
