package io.aigateway.provider.vertexai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VertexUrlTest {
    @ParameterizedTest
    @CsvSource({
        "us-central1,  https://us-central1-aiplatform.googleapis.com/v1",
        "europe-west4, https://europe-west4-aiplatform.googleapis.com/v1",
        "global,       https://aiplatform.googleapis.com/v1",
        "us,           https://aiplatform.us.rep.googleapis.com/v1",
        "eu,           https://aiplatform.eu.rep.googleapis.com/v1"
    })
    void knowsTheHostOfALocation(String location, String base) {
        assertThat(VertexUrl.base("", location)).isEqualTo(base);
    }

    @ParameterizedTest
    @CsvSource({
        "us-east5-aiplatform.googleapis.com,     https://us-east5-aiplatform.googleapis.com/v1",
        "http://127.0.0.1:8089,                  http://127.0.0.1:8089/v1",
        "http://127.0.0.1:8089/,                 http://127.0.0.1:8089/v1",
        "http://127.0.0.1:8089/v1,               http://127.0.0.1:8089/v1",
        "https://proxy.test/vertex/v1beta1/,     https://proxy.test/vertex/v1beta1",
        "proxy.test:8443,                        https://proxy.test:8443/v1"
    })
    void takesAHostOrAUrlInstead(String endpoint, String base) {
        assertThat(VertexUrl.base(endpoint, "global")).isEqualTo(base);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "evil.test/", "us central1", "a@b", "US", "-us", "../x"})
    void refusesALocationThatIsNone(String location) {
        assertThatThrownBy(() -> VertexUrl.base("", location))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        thrown -> assertThat(thrown.failure().kind()).isEqualTo(Kind.INVALID));
    }

    @Test
    void refusesAnEndpointThatIsNone() {
        assertThatThrownBy(() -> VertexUrl.base("a b", "global")).isInstanceOf(FailureException.class);
    }

    @Test
    void writesWhatCannotStandInAPathAsItCan() {
        assertThat(VertexUrl.path("my project", "global", "google", "a@b/../c?d#e%"))
                .isEqualTo("/projects/my%20project/locations/global/publishers/google/models/a@b%2F..%2Fc%3Fd%23e%25:");
    }
}
