package io.aigateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.testkit.LogFile;
import java.nio.file.Path;
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
}
