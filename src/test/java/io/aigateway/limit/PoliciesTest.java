package io.aigateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {
    private static final Path PRODUCT = Path.of("conf/limits.yaml");

    private static Policies read(String text) {
        return Policies.read(text, "limits.yaml");
    }

    @Test
    void readsAllThereIs() {
        Policy policy = read("""
                        policies:
                          - name: users
                            key: [user, feature]
                            only: {realm: saas, feature: [chat, proxy]}
                            except: {instance: [a, b]}
                            requests_per_minute: 120
                            tokens_per_minute: 200_000
                            concurrent: 8
                            owner_lost: strict
                        """).all().get(0);

        assertThat(policy.name()).isEqualTo("users");
        assertThat(policy.key()).containsExactly(LimitKey.USER, LimitKey.FEATURE);
        assertThat(policy.only())
                .isEqualTo(Map.of(LimitKey.REALM, Set.of("saas"), LimitKey.FEATURE, Set.of("chat", "proxy")));
        assertThat(policy.except()).isEqualTo(Map.of(LimitKey.INSTANCE, Set.of("a", "b")));
        assertThat(policy.limits())
                .isEqualTo(Map.of(Measure.REQUESTS, 120L, Measure.TOKENS, 200_000L, Measure.CONCURRENT, 8L));
        assertThat(policy.ownerLost()).isEqualTo(OwnerLost.STRICT);
    }

    @Test
    void tellsEverythingThatIsWrongByLine() {
        assertThatThrownBy(() -> read("""
                        policies:
                          - name: Users!
                            key: [user, planet, user]
                            only: {feature: [chatt]}
                            requests_per_minute: 0
                            requests_per_second: 1
                          - name: twice
                            except: {colour: blue}
                            concurrent: many
                          - name: twice
                            owner_lost: perhaps
                        policy: 1
                        """))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("limits.yaml:2: name (expected: at most 64 lower-case letters")
                .hasMessageContaining(
                        "limits.yaml:3: planet (expected: each of instance, user, realm, api_key, feature,")
                .hasMessageContaining("limits.yaml:3: user (expected: each of")
                .hasMessageContaining("limits.yaml:4: chatt is no feature (expected: code_suggestions, chat, ")
                .hasMessageContaining("limits.yaml:5: requests_per_minute (expected: a whole number from 1 to")
                .hasMessageContaining("limits.yaml:6: requests_per_second is unknown")
                .hasMessageContaining("limits.yaml:8: colour is unknown")
                .hasMessageContaining("limits.yaml:9: concurrent (expected:")
                .hasMessageContaining("limits.yaml:10: name (expected: a name that no other policy has)")
                .hasMessageContaining("limits.yaml:10: no limit (expected: one of requests_per_minute, ")
                .hasMessageContaining("limits.yaml:11: owner_lost (expected: strict, bounded or open)")
                .hasMessageContaining("limits.yaml:12: policy is unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"policies: [", "policies: 1", "- a", "policies: [{requests_per_minute: 1}]", ""})
    void refusesWhatIsNoListOfPolicies(String text) {
        assertThatThrownBy(() -> read(text)).hasMessageContaining("limits.yaml:1: ");
    }

    @Test
    void hasNoLimitsInTheProduct() throws IOException {
        assertThat(read(Files.readString(PRODUCT)).all()).isEmpty();
    }

    @Test
    void showsAnExampleThatWorks() throws IOException {
        String example = Files.readAllLines(PRODUCT).stream()
                .dropWhile(line -> !line.equals("# policies:"))
                .takeWhile(line -> line.startsWith("#"))
                .map(line -> line.substring(Math.min(2, line.length())))
                .collect(Collectors.joining("\n"));

        assertThat(read(example).all()).extracting(Policy::name).containsExactly("users", "trial", "costly");
    }
}
