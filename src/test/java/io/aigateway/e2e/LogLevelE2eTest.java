package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.app.TestGateway;
import io.aigateway.kernel.Secret;
import io.aigateway.observe.LogLine;
import io.aigateway.testkit.LogFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** Changes of what is logged, while the gateway runs. */
@Isolated
class LogLevelE2eTest {
    @TempDir
    private Path folder;

    private LogFile log;
    private TestGateway gateway;

    @BeforeEach
    void start() {
        log = LogFile.in(folder);
        gateway = TestGateway.start();
    }

    @AfterEach
    void stop() {
        gateway.close();
        log.close();
    }

    @Test
    void changesAllLoggers() {
        assertThat(gateway.operations("PUT", "/logging/level/error", "")
                        .json()
                        .get("root")
                        .textValue())
                .isEqualTo("error");
        LoggerFactory.getLogger("some.logger").warn("unseen");
        gateway.operations("PUT", "/logging/level/debug", "");
        LoggerFactory.getLogger("some.logger").debug("seen");

        log.lines("some.logger", 1);
        assertThat(log.text()).contains("\"seen\"").doesNotContain("unseen");
        assertThat(gateway.operations("GET", "/monitoring/status", "")
                        .json()
                        .get("log_level")
                        .textValue())
                .isEqualTo("debug");
    }

    @Test
    void changesOneLoggerAndLeavesTheOthers() {
        gateway.operations("PUT", "/logging/level/debug?logger=one.logger", "");
        LoggerFactory.getLogger("other.logger").debug("unseen");
        LoggerFactory.getLogger("one.logger.below").debug("seen");

        log.lines("one.logger.below", 1);
        assertThat(log.text()).doesNotContain("unseen");
        JsonNode levels = gateway.operations("GET", "/logging/level", "").json();
        assertThat(levels.get("one.logger").textValue()).isEqualTo("debug");
        assertThat(levels.get("root").textValue()).isEqualTo("info");
    }

    @Test
    void refusesWhatIsNoLevelAndNoLogger() {
        assertThat(gateway.operations("PUT", "/logging/level/loud", "").status())
                .isEqualTo(422);
        assertThat(gateway.operations("PUT", "/logging/level/debug?logger=a%20b", "")
                        .status())
                .isEqualTo(422);
        assertThat(gateway.operations("GET", "/logging/level", "")
                        .json()
                        .get("root")
                        .textValue())
                .isEqualTo("info");
    }

    @Test
    void refusesPagesInABrowser() throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.operationsPort() + "/logging/level/trace"))
                .header("Origin", "http://127.0.0.1:" + gateway.operationsPort())
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void printsStarsForASecretWhereverItIsLogged() {
        var secret = new Secret("planted");
        LoggerFactory.getLogger("secret.logger").info("a [key: {}]", secret);
        LogManager.getLogger("secret.logger").info(LogLine.of("b", Map.of("key", secret)));
        LoggerFactory.getLogger("secret.logger").info("c", new IllegalStateException("key: " + secret));

        log.lines("secret.logger", 3);
        assertThat(log.text()).contains("***").doesNotContain("planted");
    }
}
