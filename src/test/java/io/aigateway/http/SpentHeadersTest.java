package io.aigateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.junit.jupiter.api.Test;

class SpentHeadersTest {
    @Test
    void dropsTheTokenAndWhatGitLabSaysOfTheCaller() {
        MultiMap headers = HttpHeaders.headers()
                .add("authorization", "Bearer fixture")
                .add("X-Gitlab-Instance-Id", "1")
                .add("x-gitlab-realm", "saas");

        SpentHeaders.drop(headers);

        assertThat(headers.names()).isEmpty();
    }

    @Test
    void keepsWhatIsReadWhenTheAnswerEnds() {
        MultiMap headers = HttpHeaders.headers()
                .add("Host", "localhost")
                .add("User-Agent", "Ruby")
                .add("X-Forwarded-For", "10.0.0.1")
                .add("X-Gitlab-Rails-Send-Start", "1.5")
                .add("X-Gitlab-Enabled-Instance-Verbose-Ai-Logs", "true");

        SpentHeaders.drop(headers);

        assertThat(headers.size()).isEqualTo(5);
        assertThat(headers.get("x-gitlab-rails-send-start")).isEqualTo("1.5");
    }
}
