package io.aigateway.app;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A client on a bare socket: reads as slowly as it likes, and leaves when it likes. */
public final class RawClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 1024);
    }

    /** Connects, with a small receive buffer, and sends nothing yet. */
    public static RawClient connect(int port) {
        try {
            var socket = new Socket();
            socket.setReceiveBufferSize(16 * 1024);
            socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return new RawClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RawClient post(int port, String path, Map<String, String> headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
        return connect(port).write(head.toString()).write(body);
    }

    static String seeItCut(int port, String path, Map<String, String> headers, String body) {
        try (RawClient client = post(port, path, headers, body)) {
            return client.readUntilClosed();
        }
    }

    public RawClient write(String text) {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes bytes, of which some may be no text. */
    public RawClient write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until this text has come, and gives everything up to its end. */
    public String readUntil(String end) {
        var text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = read();
            if (next < 0) {
                throw new AssertionError("closed before \"" + end + "\": " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    /** Everything until the gateway closes the connection, one way or the other. */
    public String readUntilClosed() {
        var text = new StringBuilder();
        for (int next = read(); next >= 0; next = read()) {
            text.append((char) next);
        }
        return text.toString();
    }

    private int read() {
        try {
            return in.read();
        } catch (java.net.SocketException reset) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves at once: the gateway sees a reset. */
    public void leave() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
