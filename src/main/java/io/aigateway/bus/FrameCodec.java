package io.aigateway.bus;

import io.aigateway.kernel.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries frames over the event bus: untouched inside a node, as bytes between nodes.
 *
 * <p>The bytes are one version number, a length, and a CBOR map ({@link WireFrame}). Within one version fields may be added
 * and are ignored by older nodes; a change they could not survive is a new version, which this release then writes only when
 * every node reads it.
 */
final class FrameCodec implements MessageCodec<Frame, Frame> {
    static final String NAME = "aigateway.frame";

    /** The version that every release reads. */
    static final int OLDEST = 1;

    /** The highest version that this release reads. */
    static final int NEWEST = 1;

    private static final int PREFIX = 1 + Integer.BYTES;

    private final boolean forceWire;
    private final int newest;
    private final IntSupplier common;

    /**
     * A codec.
     *
     * @param newest highest version to read
     * @param common highest version that every node reads, asked for each frame
     */
    FrameCodec(boolean forceWire, int newest, IntSupplier common) {
        this.forceWire = forceWire;
        this.newest = newest;
        this.common = common;
    }

    @Override
    public void encodeToWire(Buffer wire, Frame frame) {
        byte[] body = WireFormat.write(WireFrame.of(frame));
        wire.appendByte((byte) common.getAsInt()).appendInt(body.length).appendBytes(body);
    }

    @Override
    public Frame decodeFromWire(int position, Buffer wire) {
        if (wire.getByte(position) > newest) {
            return new Frame.Unreadable(-1);
        }
        int length = wire.getInt(position + 1);
        byte[] body = wire.getBytes(position + PREFIX, position + PREFIX + length);
        WireFrame frame = WireFormat.read(body, WireFrame.class);
        return frame == null ? new Frame.Unreadable(-1) : frame.toFrame();
    }

    /** Immutable, so safe to share. */
    @Override
    public Frame transform(Frame frame) {
        if (!forceWire) {
            return frame;
        }
        Buffer wire = Buffer.buffer();
        encodeToWire(wire, frame);
        return decodeFromWire(0, wire);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Not one of Vert.x's own codecs. */
    @Override
    public byte systemCodecID() {
        return -1;
    }

    /** All frames flattened into one map; what a kind does not use is absent. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; it is written or read once and dropped
    record WireFrame(
            char kind,
            long stream,
            @Nullable String address,
            @Nullable String mailbox,
            long number,
            @Nullable Header header,
            @Nullable Failure failure,
            byte @Nullable [] payload) {

        static WireFrame of(Frame frame) {
            if (frame instanceof Frame.Event event) {
                return new WireFrame(
                        'e', event.stream(), null, null, event.sequence(), null, null, bytes(event.event()));
            } else if (frame instanceof Frame.Open open) {
                return new WireFrame(
                        'o',
                        open.stream(),
                        open.address(),
                        open.mailbox(),
                        open.credit(),
                        open.header(),
                        null,
                        bytes(open.message()));
            } else if (frame instanceof Frame.Accepted accepted) {
                return new WireFrame(
                        'a', accepted.stream(), null, accepted.mailbox(), accepted.peer(), null, null, null);
            } else if (frame instanceof Frame.Done done) {
                return new WireFrame('d', done.stream(), null, null, done.events(), null, null, bytes(done.result()));
            } else if (frame instanceof Frame.Failed failed) {
                return new WireFrame('f', failed.stream(), null, null, 0, null, failed.failure(), null);
            } else if (frame instanceof Frame.Credit credit) {
                return new WireFrame('c', credit.stream(), null, null, credit.amount(), null, null, null);
            } else if (frame instanceof Frame.Lost) {
                return new WireFrame('l', frame.stream(), null, null, 0, null, null, null);
            } else if (frame instanceof Frame.Told told) {
                return new WireFrame('t', -1, told.topic(), null, 0, null, null, bytes(told.note()));
            } else if (frame instanceof Frame.News news) {
                return new WireFrame('n', -1, null, null, 0, null, null, bytes(news.card()));
            }
            return new WireFrame('x', frame.stream(), null, null, 0, null, null, null);
        }

        Frame toFrame() {
            return switch (kind) {
                case 'e' -> new Frame.Event(stream, number, wirePayload());
                case 'o' -> open();
                case 'a' -> new Frame.Accepted(stream, present(mailbox), number);
                case 'd' -> new Frame.Done(stream, number, wirePayload());
                case 'f' -> new Frame.Failed(stream, present(failure));
                case 'c' -> new Frame.Credit(stream, (int) number);
                case 'l' -> new Frame.Lost(stream);
                case 'n' -> new Frame.News(wirePayload());
                case 't' -> new Frame.Told(present(address), wirePayload());
                case 'x' -> new Frame.Cancel(stream);
                default -> new Frame.Unreadable(stream);
            };
        }

        private Frame open() {
            return new Frame.Open(
                    present(address), present(mailbox), stream, (int) number, present(header), wirePayload());
        }

        private WirePayload wirePayload() {
            return new WirePayload(present(payload));
        }

        /** A payload that came over a wire and goes on over another is passed on as it is. */
        private static byte[] bytes(Object payload) {
            return payload instanceof WirePayload wire ? wire.bytes() : WireFormat.write(payload);
        }

        private static <T> T present(@Nullable T field) {
            if (field == null) {
                throw Failure.of(Failure.Kind.INTERNAL, "A frame lacks a field").asException();
            }
            return field;
        }
    }
}
