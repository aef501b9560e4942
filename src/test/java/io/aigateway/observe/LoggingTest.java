package io.aigateway.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.testkit.LogFile;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** What lines of the log say of an event, by the contract's members. Contract section 10.1. */
@Isolated
class LoggingTest {
    @TempDir
    private Path folder;

    @Test
    void tellsAnExceptionBesideTheLevelNotInIt() {
        try (LogFile log = LogFile.in(folder)) {
            LoggerFactory.getLogger("planted").warn("went wrong", new IllegalStateException("planted reason"));

            JsonNode line = log.lines("planted", 1).get(0);
            assertThat(line.get("level").textValue()).isEqualTo("warn");
            assertThat(line.get("message").textValue()).isEqualTo("went wrong");
            assertThat(line.get("exception_class").textValue()).isEqualTo("java.lang.IllegalStateException");
            assertThat(line.get("exception_message").textValue()).isEqualTo("planted reason");
        }
    }

    @Test
    void makesTheFolderOfTheFile() {
        Path deep = folder.resolve("not").resolve("there");
        try (LogFile log = LogFile.in(deep)) {
            LoggerFactory.getLogger("planted").info("text");
            assertThat(log.lines("planted", 1)).hasSize(1);
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Logging.configure("info", true, folder.toString()))
                .withMessageContaining("The log cannot be written to " + folder);
    }

    @Test
    void writesMembersOfTheRequestThatIsWorkedOn() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (LogFile log = LogFile.in(folder)) {
            OnLoop.of(vertx).await(() -> {
                LogContext.set(Vertx.currentContext(), Map.of("correlation_id", "request-42"));
                LogContext.add("gitlab_realm", "saas");
                LoggerFactory.getLogger("planted").info("a {} text", "formatted");
                return Future.succeededFuture();
            });
            JsonNode line = log.lines("planted", 1).get(0);
            assertThat(line.get("correlation_id").textValue()).isEqualTo("request-42");
            assertThat(line.get("gitlab_realm").textValue()).isEqualTo("saas");
            assertThat(line.get("message").textValue()).isEqualTo("a formatted text");
        } finally {
            OnLoop.await(vertx.close());
        }
    }
}
