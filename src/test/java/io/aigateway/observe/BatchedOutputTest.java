package io.aigateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BatchedOutputTest {
    @Test
    void linesGoOutWithTheLastOfABatch() throws IOException {
        var target = new ByteArrayOutputStream();
        var isLast = new AtomicBoolean();
        try (var output = new BatchedOutput(target, isLast::get)) {
            output.write("one\n".getBytes(StandardCharsets.UTF_8));
            output.flush();
            assertThat(target.size()).isZero();
            isLast.set(true);
            output.write("two\n".getBytes(StandardCharsets.UTF_8));
            output.flush();
            assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("one\ntwo\n");
        }
    }
}
