package io.aigateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.FailureException;
import io.aigateway.model.api.ModelAnswered;
import io.aigateway.model.api.ModelEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a reader made of a stream.
 *
 * @param deltas  texts, in order
 * @param end     the end of the answer; null when it failed
 * @param failure why it failed; null when it did not
 */
public record Heard(
        List<String> deltas,
        @Nullable ModelAnswered end,
        @Nullable Failure failure) {

    /** Reads the pieces like the host does: until the reader says it has finished, or there are no more. */
    public static Heard of(AnswerReader reader, byte[]... pieces) {
        var deltas = new ArrayList<String>();
        try {
            for (byte[] piece : pieces) {
                if (!reader.isFinished()) {
                    reader.feed(piece, event -> deltas.add(((ModelEvent.Delta) event).text()));
                }
            }
            return new Heard(deltas, reader.end(), null);
        } catch (FailureException e) {
            return new Heard(deltas, null, e.failure());
        }
    }

    public static Heard of(AnswerReader reader, String stream) {
        return of(reader, stream.getBytes(StandardCharsets.UTF_8));
    }

    /** What a stream says, having made sure that it says the same however it is cut: once anywhere, and after every byte. */
    public static Heard underEveryCut(Supplier<AnswerReader> readers, byte[] stream) {
        Heard whole = of(readers.get(), stream);
        for (int cut = 0; cut <= stream.length; cut++) {
            byte[] before = Arrays.copyOfRange(stream, 0, cut);
            byte[] after = Arrays.copyOfRange(stream, cut, stream.length);
            assertThat(of(readers.get(), before, after)).as("cut at %s", cut).isEqualTo(whole);
        }
        assertThat(of(readers.get(), single(stream))).as("byte by byte").isEqualTo(whole);
        return whole;
    }

    /** What a stream says with each kind of line end; they all must mean the same. */
    public static Heard withEveryLineEnd(Supplier<AnswerReader> readers, String stream) {
        Heard whole = of(readers.get(), stream);
        assertThat(of(readers.get(), stream.replace("\n", "\r\n"))).isEqualTo(whole);
        assertThat(of(readers.get(), stream.replace("\n", "\r"))).isEqualTo(whole);
        return whole;
    }

    public String text() {
        return String.join("", deltas);
    }

    private static byte[][] single(byte[] stream) {
        byte[][] single = new byte[stream.length][];
        for (int i = 0; i < stream.length; i++) {
            single[i] = new byte[] {stream[i]};
        }
        return single;
    }
}
