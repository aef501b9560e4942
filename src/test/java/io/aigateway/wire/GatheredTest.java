package io.aigateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatheredTest {
    private static final String TEXT = "a body of some length, ".repeat(4_000);

    private static byte[] gather(long expected, int pieceBytes) {
        byte[] bytes = TEXT.getBytes(StandardCharsets.US_ASCII);
        var gathered = new Gathered(expected);
        for (int at = 0; at < bytes.length; at += pieceBytes) {
            Buffer all = Buffer.buffer(bytes);
            gathered.add(all.slice(at, Math.min(bytes.length, at + pieceBytes)));
        }
        assertThat(gathered.length()).isEqualTo(bytes.length);
        return gathered.whole();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8192, 65_536, 100_000})
    void putsTogetherWhatCameInPieces(int pieceBytes) {
        assertThat(gather(0, pieceBytes)).asString().isEqualTo(TEXT);
        assertThat(gather(TEXT.length(), pieceBytes)).asString().isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 10_000_000_000L})
    void believesNobodyWhoSaysHowMuchIsComing(long expected) {
        assertThat(gather(expected, 8192)).asString().isEqualTo(TEXT);
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(new Gathered(10).whole()).isEmpty();
    }

    @Test
    void doesNotCopyWhatCameInOnePiece() {
        byte[] bytes = TEXT.getBytes(StandardCharsets.US_ASCII);
        var gathered = new Gathered(bytes.length);

        gathered.add(Bytes.wrap(bytes));

        assertThat(gathered.whole()).isSameAs(bytes);
    }

    @Test
    void leavesTheFirstPieceAsItIsWhenAnotherComes() {
        byte[] first = {1, 2};
        var gathered = new Gathered(4);

        gathered.add(Bytes.wrap(first));
        gathered.add(Bytes.wrap(new byte[] {3, 4}));

        assertThat(gathered.whole()).containsExactly(1, 2, 3, 4);
        assertThat(first).containsExactly(1, 2);
    }
}
