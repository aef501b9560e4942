package io.aigateway.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.aigateway.kernel.Caller;
import io.aigateway.kernel.Deadline;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.Purpose;
import io.aigateway.kernel.Spender;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a node reads that a node of another release has written. */
class ReleasesTest {
    private static final int VERSION_AND_LENGTH = 5;
    private static final FrameCodec CODEC = new FrameCodec(false, FrameCodec.NEWEST, () -> FrameCodec.NEWEST);
    private static final ObjectMapper CBOR = new CBORMapper();

    record Word(String text) {}

    sealed interface Said {}

    record Older(String text) implements Said {}

    private static Buffer write(Frame frame) {
        Buffer wire = Buffer.buffer();
        CODEC.encodeToWire(wire, frame);
        return wire;
    }

    private static ObjectNode body(Buffer wire) throws IOException {
        return (ObjectNode) CBOR.readTree(wire.getBytes(VERSION_AND_LENGTH, wire.length()));
    }

    private static Frame read(ObjectNode body) throws IOException {
        byte[] bytes = CBOR.writeValueAsBytes(body);
        return CODEC.decodeFromWire(
                0, Buffer.buffer().appendByte((byte) 1).appendInt(bytes.length).appendBytes(bytes));
    }

    static List<Frame> frames() {
        var header = new Header("request-1", Caller.NOBODY, new Deadline(1), null);
        return List.of(
                new Frame.Open("a.b.v1", "mailbox.n.1", 7, 32, header, new Word("x")),
                new Frame.Accepted(7, "mailbox.m.1", 8),
                new Frame.Event(7, 3, new Word("x")),
                new Frame.Done(7, 4, new Word("x")),
                new Frame.Failed(7, Failure.of(Kind.OVERLOADED, "why")),
                new Frame.Credit(8, 16),
                new Frame.Cancel(8),
                new Frame.Lost(7),
                new Frame.News(new Card("n", 1, Set.of("a.b.v1"), true, 5, 2)),
                new Frame.Told("a.b.v1", new Word("x")));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void ignoresWhatANewerReleaseAddsToAFrame(Frame frame) throws IOException {
        ObjectNode body = body(write(frame));
        body.put("added", 1);

        Frame read = read(body);

        assertThat(read).isInstanceOf(frame.getClass());
        assertThat(read.stream()).isEqualTo(frame.stream());
    }

    @Test
    void takesDefaultsForWhatAnOlderReleaseDoesNotSay() {
        byte[] older = WireFormat.write(new Word("x"));

        record WordAndMore(String text, int count, List<String> more) {}

        WordAndMore read = WireFormat.read(older, WordAndMore.class);

        assertThat(read).isEqualTo(new WordAndMore("x", 0, null));
    }

    /** The header of a question got members since the first release: whom it is counted for, and what it is for. */
    @Test
    void answersAQuestionOfAnOlderReleaseAndOneOfANewer() throws IOException {
        ObjectNode open = body(write(frames().get(0)));
        ObjectNode header = (ObjectNode) open.get("header");
        assertThat(header.has("spender")).isTrue();
        header.remove(List.of("spender", "purpose"));
        Header older = ((Frame.Open) read(open)).header();
        header.put("added", 1);
        Header newer = ((Frame.Open) read(open)).header();

        assertThat(older).isEqualTo(newer);
        assertThat(older.requestId()).isEqualTo("request-1");
        assertThat(older.spender()).isEqualTo(Spender.NOBODY);
        assertThat(older.purpose()).isEqualTo(Purpose.UNKNOWN);
    }

    @Test
    void leavesOutAnEventThatOnlyANewerReleaseKnows() throws IOException {
        ObjectNode event = CBOR.createObjectNode().put("@type", "Newer").put("text", "x");

        assertThat(WireFormat.read(CBOR.writeValueAsBytes(event), Said.class)).isNull();
        assertThat(WireFormat.read(WireFormat.write(new Older("x")), Said.class))
                .isEqualTo(new Older("x"));
    }

    @Test
    void takesAnUnknownKindOfFailureForADefect() throws IOException {
        ObjectNode body = body(write(new Frame.Failed(7, Failure.of(Kind.OVERLOADED, "why"))));
        ((ObjectNode) body.get("failure")).put("kind", 98);

        assertThat(read(body)).isEqualTo(new Frame.Failed(7, Failure.of(Kind.INTERNAL, "why")));
    }

    @Test
    void doesNotGuessAtAFrameOfAHigherVersion() {
        Buffer wire = write(new Frame.Cancel(8)).setByte(0, (byte) 2);

        assertThat(CODEC.decodeFromWire(0, wire)).isInstanceOf(Frame.Unreadable.class);
    }

    @Test
    void doesNotGuessAtAKindOfFrameThatOnlyANewerReleaseKnows() throws IOException {
        ObjectNode body = body(write(new Frame.Cancel(8)));
        body.put("kind", "z");

        assertThat(read(body)).isEqualTo(new Frame.Unreadable(8));
    }

    /** Written by the first release that could be in a cluster: {@code new Frame.Credit(8, 16)}. Never change these bytes. */
    @Test
    void readsWhatTheFirstReleaseWrote() {
        String recorded = "0100000019bf646b696e6461636673747265616d08666e756d62657210ff";

        Buffer wire = Buffer.buffer(HexFormat.of().parseHex(recorded));

        assertThat(CODEC.decodeFromWire(0, wire)).isEqualTo(new Frame.Credit(8, 16));
    }
}
