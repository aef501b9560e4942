package io.aigateway.http.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
    private final ClientAddress addresses = new ClientAddress(List.of("10.0.0.0/8", "::1/128"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1 | 192.0.2.7                          | 192.0.2.7",
                "10.0.0.1 | 192.0.2.7, 10.0.0.2                | 192.0.2.7",
                "10.0.0.1 | 198.51.100.1, 192.0.2.7, 10.0.0.2  | 192.0.2.7",
                "10.0.0.1 | 192.0.2.7:4711                     | 192.0.2.7",
                "10.0.0.1 | [2001:db8::7]:4711                 | 2001:db8::7",
                "10.0.0.1 | 2001:db8::7                        | 2001:db8::7",
                "::1      | 192.0.2.7                          | 192.0.2.7",
                "10.0.0.1 | 10.0.0.3, 10.0.0.2                 | 10.0.0.3",
                "10.0.0.1 | unknown                            | 10.0.0.1",
                "10.0.0.1 | 192.0.2.7, <script>                | 10.0.0.1",
                "10.0.0.1 | ''                                 | 10.0.0.1",
                "10.0.0.1 | ,,,                                | 10.0.0.1",
                "10.0.0.1 | [                                  | 10.0.0.1",
            })
    void believesTheProxiesOnly(String peer, String forwarded, String client) {
        assertThat(addresses.behind(peer, List.of(forwarded))).isEqualTo(client);
    }

    @Test
    void believesNobodyElse() {
        assertThat(addresses.behind("192.0.2.1", List.of("10.0.0.1"))).isEqualTo("192.0.2.1");
        assertThat(new ClientAddress(List.of()).behind("10.0.0.1", List.of("192.0.2.7")))
                .isEqualTo("10.0.0.1");
    }

    @Test
    void readsALongListFromItsEndOnly() {
        String list = "192.0.2.7" + ", 10.0.0.2".repeat(1_000);

        assertThat(addresses.behind("10.0.0.1", List.of(list))).isEqualTo("10.0.0.2");
    }

    @Test
    void readsSeveralHeadersAsOneList() {
        assertThat(addresses.behind("10.0.0.1", List.of("198.51.100.1", "192.0.2.7", "10.0.0.2")))
                .isEqualTo("192.0.2.7");
    }
}
