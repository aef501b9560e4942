package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Attacks with frames that no well-behaved library sends, written by hand. Source of the forms: RFC 9113, RFC 7541. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2AttackE2eTest {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int GO_AWAY = 7;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int ENHANCE_YOUR_CALM = 11;

    private TestGateway gateway;

    @BeforeAll
    void start() {
        gateway = TestGateway.start(
                "AIGW_MOCK_MODEL_RESPONSES", "true",
                "AIGW_HTTP__CLEARTEXT_HTTP2", "true",
                "AIGW_HTTP__HTTP2_MAX_RESETS", "50");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private RawClient connect() {
        return RawClient.connect(gateway.port())
                .write(PREFACE)
                .write(frame(SETTINGS, 0, 0, Buffer.buffer()).getBytes());
    }

    private static Buffer frame(int type, int flags, int stream, Buffer payload) {
        return Buffer.buffer()
                .appendMedium(payload.length())
                .appendByte((byte) type)
                .appendByte((byte) flags)
                .appendInt(stream)
                .appendBuffer(payload);
    }

    /** GET /monitoring/healthz, each field as a literal that enters no table. */
    private static Buffer request() {
        // 0x82 and 0x86: :method GET and :scheme http of the static table.
        return Buffer.buffer(new byte[] {(byte) 0x82, (byte) 0x86})
                .appendBuffer(literal(":path", "/monitoring/healthz"))
                .appendBuffer(literal(":authority", "a"));
    }

    private static Buffer literal(String name, String value) {
        return Buffer.buffer().appendByte((byte) 0).appendBuffer(text(name)).appendBuffer(text(value));
    }

    private static Buffer text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        Buffer coded = Buffer.buffer();
        if (bytes.length < 127) {
            coded.appendByte((byte) bytes.length);
        } else {
            coded.appendByte((byte) 127);
            int rest = bytes.length - 127;
            for (; rest >= 128; rest >>= 7) {
                coded.appendByte((byte) ((rest & 127) | 128));
            }
            coded.appendByte((byte) rest);
        }
        return coded.appendBytes(bytes);
    }

    /** The error code of the frame that ends the connection; -1 when it ended without. */
    private static int goAway(String answer) {
        Buffer bytes = Buffer.buffer(answer.getBytes(StandardCharsets.ISO_8859_1));
        int error = -1;
        for (int at = 0; at + 9 <= bytes.length(); at += 9 + bytes.getMedium(at)) {
            if (bytes.getByte(at + 3) == GO_AWAY) {
                error = bytes.getInt(at + 13);
            }
        }
        return error;
    }

    @Test
    void servesHttp2WhereASettingSaysSo() {
        try (RawClient client = connect()) {
            client.write(frame(HEADERS, END_STREAM | END_HEADERS, 1, request()).getBytes());

            assertThat(client.readUntil("{}")).contains("nosniff");
        }
    }

    @Test
    void endsAConnectionThatBeginsRequestsOnlyToCancelThem() {
        try (RawClient client = connect()) {
            Buffer flood = Buffer.buffer();
            for (int stream = 1; stream < 1000; stream += 2) {
                flood.appendBuffer(frame(HEADERS, END_STREAM | END_HEADERS, stream, request()))
                        .appendBuffer(frame(RESET, 0, stream, Buffer.buffer().appendInt(8)));
            }

            assertThat(goAway(client.write(flood.getBytes()).readUntilClosed())).isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    /** One field of 4000 bytes enters the table, and then costs one byte each time it is named. */
    @Test
    void refusesHeadersThatAreLargeOnlyWhenUnpacked() {
        Buffer bomb =
                request().appendByte((byte) 0x40).appendBuffer(text("x-bomb")).appendBuffer(text("b".repeat(4000)));
        for (int i = 0; i < 5000; i++) {
            bomb.appendByte((byte) (0x80 | 62));
        }
        try (RawClient client = connect()) {
            String answer = client.write(
                            frame(HEADERS, END_STREAM | END_HEADERS, 1, bomb).getBytes())
                    .write(frame(HEADERS, END_STREAM | END_HEADERS, 3, request())
                            .getBytes())
                    .readUntil("{}");

            assertThat(answer).contains("431");
        }
    }

    @Test
    void endsAConnectionWhoseHeadersNeverEnd() {
        try (RawClient client = connect()) {
            Buffer endless = frame(HEADERS, END_STREAM, 1, request());
            for (int i = 0; i < 1000; i++) {
                endless.appendBuffer(frame(CONTINUATION, 0, 1, Buffer.buffer()));
            }

            assertThat(goAway(client.write(endless.getBytes()).readUntilClosed()))
                    .isEqualTo(ENHANCE_YOUR_CALM);
        }
    }
}
