package io.aigateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerticleSettingsTest {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private static VerticleSettings read(String... namesAndValues) {
        var texts = new HashMap<String, String>(Map.of(
                "AIGW_CLUSTER__ENABLED", "true",
                "AIGW_CLUSTER__DNS", "gateway.example.test"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            texts.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return GatewaySettings.from(Environment.of(texts)).verticles();
    }

    @Test
    void runsEverythingOncePerCoreUnlessToldOtherwise() {
        VerticleSettings all = read();

        assertThat(all.instances("http")).isEqualTo(CORES);
        assertThat(all.instances("chat")).isEqualTo(CORES);
        assertThat(all.instances("provider.mistral")).isEqualTo(CORES);
        assertThat(all.instances("provider.of-a-third-party")).isEqualTo(CORES);
    }

    @ParameterizedTest
    @CsvSource({
        "http, http, true",
        "http, chat, false",
        "features, chat, true",
        "features, search, true",
        "features, http, false",
        "features, provider.openai, false",
        "provider, provider.openai, true",
        "provider, provider.of-a-third-party, true",
        "provider, http, false",
        "'chat, PROVIDER.openai', provider.openai, true",
        "'chat, provider.openai', chat, true",
        "'chat, provider.openai', provider.mistral, false"
    })
    void runsWhatItsRolesName(String roles, String part, boolean runs) {
        assertThat(read("AIGW_ROLES", roles).runs(part)).isEqualTo(runs);
    }

    @Test
    void countsInstancesAsTold() {
        VerticleSettings some = read(
                "AIGW_VERTICLES__CHAT", "3",
                "AIGW_VERTICLES__SEARCH", "0",
                "AIGW_VERTICLES__PROVIDER__OPENAI", "5");

        assertThat(some.instances("chat")).isEqualTo(3);
        assertThat(some.instances("search")).isZero();
        assertThat(some.instances("provider.openai")).isEqualTo(5);
    }

    @Test
    void refusesRolesAndCountsThatMeanNothing() {
        assertThatThrownBy(() -> read("AIGW_ROLES", "htpp", "AIGW_VERTICLES__CHAT", "65"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("AIGW_ROLES: \"htpp\"")
                .hasMessageContaining("AIGW_VERTICLES__CHAT: \"65\" (expected: a whole number from 0 to 64");
    }

    @Test
    void needsOneWayToFindOthers() {
        assertThatThrownBy(() -> read("AIGW_CLUSTER__MEMBERS", "10.0.0.1,10.0.0.2:5701"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("exactly one of AIGW_CLUSTER__MEMBERS, AIGW_CLUSTER__DNS");
        assertThatThrownBy(() -> read("AIGW_CLUSTER__DNS", ""))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("exactly one of");
        assertThatThrownBy(() -> read("AIGW_CLUSTER__DNS", "", "AIGW_CLUSTER__MEMBERS", "http://10.0.0.1"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("hosts, or host:port");
    }

    @Test
    void needsEveryFileForEncryption() {
        assertThatThrownBy(() -> read("AIGW_CLUSTER__TLS__ENABLED", "true"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("AIGW_CLUSTER__TLS__CERT_FILE")
                .hasMessageContaining("AIGW_CLUSTER__TLS__KEY_FILE")
                .hasMessageContaining("AIGW_CLUSTER__TLS__CA_FILE");
    }
}
