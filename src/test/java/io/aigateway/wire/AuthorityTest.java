package io.aigateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
    @ParameterizedTest
    @CsvSource({
        "http://host/v1, host, 80",
        "https://host.example/v1, host.example, 443",
        "http://my_llm:8000/v1, my_llm, 8000",
        "http://10.0.0.1:1/, 10.0.0.1, 1",
        "http://[fd00::1]:8000/, fd00::1, 8000",
    })
    void findsHostAndPort(String url, String host, int port) {
        assertThat(Authority.of(URI.create(url))).isEqualTo(new Authority(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host/",
                "/path",
                "http:///path",
                "http://user@host/",
                "http://user:pw@host/",
                "http://host:0/",
                "http://host:99999/",
                "http://a%20b/",
                "mailto:a@b",
                "file:///etc/passwd"
            })
    void findsNoneInOtherUrls(String url) {
        assertThat(Authority.of(URI.create(url))).isNull();
    }
}
