package io.aigateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.kernel.Secret;
import io.aigateway.settings.ProviderSettings;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    private static final ProviderSettings.Api OWN =
            new ProviderSettings.Api(URI.create("https://api.example.test/v1"), new Secret("own"));

    private static Endpoint endpoint(String url, String key) {
        return Endpoint.of(Questions.target("model", "", url, key, ""), OWN);
    }

    @Test
    void isTheProvidersOwnWhenTheTargetSaysNothing() {
        assertThat(endpoint("", "")).isEqualTo(new Endpoint(OWN.baseUrl(), OWN.key()));
    }

    @Test
    void takesTheTargetsKey() {
        assertThat(endpoint("", "theirs").key().reveal()).isEqualTo("theirs");
        assertThat(endpoint("http://llm.test", "theirs").key().reveal()).isEqualTo("theirs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.test/v1",
                "http://api.example.test/v1",
                "https://api.example.test:8443/v1",
                "https://api.example.test.other.test/v1"
            })
    void neverGivesTheProvidersKeyToAnotherServer(String url) {
        assertThat(endpoint(url, "").hasKey()).isFalse();
    }

    @Test
    void givesTheProvidersKeyToAnotherPathOfItsServer() {
        assertThat(endpoint("https://API.example.test/beta", "").key().reveal()).isEqualTo("own");
    }

    @ParameterizedTest
    @CsvSource({
        "http://llm:8000/v1,             http://llm:8000/v1/chat",
        "http://llm:8000/v1/,            http://llm:8000/v1/chat",
        "http://llm:8000/v1//,           http://llm:8000/v1/chat",
        "http://llm:8000,                http://llm:8000/chat",
        "http://llm:8000/,               http://llm:8000/chat",
        "http://[::1]:8000/v1,           http://[::1]:8000/v1/chat",
        "https://az.test/d/gpt?v=2024-1, https://az.test/d/gpt/chat?v=2024-1",
        "http://llm/a%20b/,              http://llm/a%20b/chat"
    })
    void joinsPathsWithoutDoublingSlashes(String base, String joined) {
        assertThat(endpoint(base, "k").at("/chat")).hasToString(joined);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.test,         https://a.test/x?beta=true",
        "https://a.test/b?v=1,   https://a.test/b/x?beta=true&v=1"
    })
    void joinsTheQueriesOfPathAndBase(String base, String joined) {
        assertThat(endpoint(base, "k").at("/x?beta=true")).hasToString(joined);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.test,       https://a.test/v1/x",
        "https://a.test/v1,    https://a.test/v1/x",
        "https://a.test/v1/,   https://a.test/v1/x",
        "https://a.test/b/v1,  https://a.test/b/v1/x",
        "https://a.test/v10,   https://a.test/v10/v1/x"
    })
    void dropsASegmentThatThePathsBeginWith(String base, String joined) {
        assertThat(endpoint(base, "k").without("/v1").at("/v1/x")).hasToString(joined);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llm:8000",
                "ftp://llm",
                "http://",
                "/v1",
                "http://a b",
                "http:///v1",
                "://",
                "javascript:x",
                "https://api.example.test@llm.test/v1"
            })
    void refusesWhatIsNoUrl(String url) {
        assertThatThrownBy(() -> endpoint(url, "k")).isInstanceOfSatisfying(FailureException.class, thrown -> {
            assertThat(thrown.failure().kind()).isEqualTo(Kind.INVALID);
            assertThat(thrown.failure().detail()).doesNotContain("llm");
        });
    }
}
