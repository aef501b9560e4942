package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that documents the API. Contract section 6.7. */
class DocumentationPageE2eTest {
    private static TestGateway gateway(String... settings) {
        return TestGateway.start(settings);
    }

    private static TestGateway open() {
        return gateway(
                "AIGW_AUTH__BYPASS_EXTERNAL", "true",
                "AIGW_FASTAPI__OPENAPI_URL", "/openapi.json",
                "AIGW_FASTAPI__DOCS_URL", "/docs",
                "AIGW_FASTAPI__REDOC_URL", "/help/redoc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/help/redoc"})
    void loadsNothingFromElsewhere(String path) {
        try (TestGateway gateway = open()) {
            Answer page = gateway.anonymous().send("GET", path);

            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
            assertThat(page.header("Content-Security-Policy"))
                    .contains("default-src 'none'")
                    .contains("script-src 'self';")
                    .doesNotContain("unsafe");
            assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(page.text())
                    .contains("<title>GitLab AI Gateway</title>")
                    .contains("data-document=\"/openapi.json\"")
                    .doesNotContain("http:", "https:", "style=", "<script>", "onclick");
            String folder = path.substring(0, path.lastIndexOf('/') + 1);
            Pattern.compile("(?:href|src)=\"([^\"]+\\.(?:js|css))\"")
                    .matcher(page.text())
                    .results()
                    .forEach(file -> {
                        Answer loaded = gateway.anonymous().send("GET", folder + file.group(1));
                        assertThat(loaded.status()).as(file.group(1)).isEqualTo(200);
                        assertThat(loaded.response().body()).hasSizeGreaterThan(50);
                        assertThat(loaded.header("Content-Type")).startsWith("text/");
                    });
        }
    }

    @Test
    void isNotServedUnlessAPathIsSet() {
        try (TestGateway gateway = gateway("AIGW_AUTH__BYPASS_EXTERNAL", "true")) {
            assertThat(gateway.anonymous().send("GET", "/docs").status()).isEqualTo(404);
            assertThat(gateway.anonymous().send("GET", "/openapi.json").status())
                    .isEqualTo(404);
        }
    }

    @Test
    void isNotServedWithoutTheDocument() {
        try (TestGateway gateway = gateway("AIGW_AUTH__BYPASS_EXTERNAL", "true", "AIGW_FASTAPI__DOCS_URL", "/docs")) {
            assertThat(gateway.anonymous().send("GET", "/docs").status()).isEqualTo(404);
        }
    }

    @Test
    void takesAToken() {
        try (TestGateway gateway =
                gateway("AIGW_FASTAPI__OPENAPI_URL", "/openapi.json", "AIGW_FASTAPI__DOCS_URL", "/docs")) {
            assertThat(gateway.anonymous().send("GET", "/openapi.json").status())
                    .isEqualTo(401);
            assertThat(gateway.anonymous().send("GET", "/docs").status()).isEqualTo(401);
            assertThat(gateway.rails().send("GET", "/openapi.json").status()).isEqualTo(200);
        }
    }

    @Test
    void servesNoOtherFile() {
        try (TestGateway gateway = open()) {
            assertThat(gateway.anonymous().send("GET", "/docs/../pom.xml").status())
                    .isEqualTo(404);
            assertThat(gateway.anonymous().send("GET", "/docs/%2e%2e%2fpom.xml").status())
                    .isEqualTo(404);
            assertThat(gateway.anonymous().send("GET", "/docs/index.html").status())
                    .isEqualTo(404);
        }
    }
}
