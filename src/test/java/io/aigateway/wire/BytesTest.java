package io.aigateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void sharesAnArrayThatHoldsNothingElse() {
        byte[] bytes = {1, 2, 3};

        assertThat(Bytes.of(Bytes.wrap(bytes))).isSameAs(bytes);
        assertThat(Bytes.wrap(bytes).getBytes()).containsExactly(1, 2, 3);
    }

    @Test
    void copiesWhatIsPartOfSomethingLarger() {
        Buffer larger = Buffer.buffer(new byte[] {1, 2, 3, 4});

        assertThat(Bytes.of(larger.slice(1, 3))).containsExactly(2, 3);
        assertThat(Bytes.of(Buffer.buffer(100).appendByte((byte) 7))).containsExactly(7);
    }

    @Test
    void knowsThatNothingIsNothing() {
        assertThat(Bytes.of(Buffer.buffer())).isEmpty();
        assertThat(Bytes.of(Bytes.wrap(new byte[0]))).isEmpty();
    }
}
