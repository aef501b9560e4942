package io.aigateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "api_key",
                "apiKey",
                "API-KEY",
                "model_api_key",
                "x-api-key",
                "key",
                "token",
                "access_token",
                "client_secret",
                "password",
                "Authorization",
                "private_key",
                "service_account_json_key"
            })
    void knowsCredentialsByTheirNames(String name) {
        assertThat(Redaction.isSecret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompt", "tokens", "max_tokens", "keyword", "monkey", "content", "secrets_of_the_trade"})
    void leavesOtherNamesAlone(String name) {
        assertThat(Redaction.isSecret(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/a?key=planted, /a?key=**********",
        "/a?x=1&api_key=planted&y=2, /a?x=1&api_key=**********&y=2",
        "http://h/a?access_token=planted, http://h/a?access_token=**********",
        "/a?key, /a?key",
        "/a?, /a?",
        "/a?&&key=planted&, /a?&&key=**********&",
        "/a?monkey=banana, /a?monkey=banana",
        "/a, /a"
    })
    void takesCredentialsOutOfQueries(String url, String logged) {
        assertThat(Redaction.url(url)).isEqualTo(logged);
    }

    @Test
    void staysQuickWithLongQueries() {
        String url = "/a?" + "token_".repeat(10_000) + "=1";

        assertThat(Redaction.url(url)).startsWith("/a?token_");
    }
}
