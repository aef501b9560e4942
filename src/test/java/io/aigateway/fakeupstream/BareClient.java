package io.aigateway.fakeupstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client on a bare socket, which sees how an answer ends. */
final class BareClient implements AutoCloseable {
    private final Socket socket = new Socket();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    /** How reading ended. */
    enum End {
        CLOSED,
        RESET,
        SILENT
    }

    BareClient(int port) {
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request whose connection is to be closed after the answer. */
    BareClient post(String path, String fault, String body) {
        String head = "POST " + path + " HTTP/1.1\r\nHost: fake\r\nConnection: close\r\n"
                + (fault.isEmpty() ? "" : "X-Fake-Fault: " + fault + "\r\n");
        return write(head + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    BareClient write(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until the server ends the connection, or says nothing for so long. */
    End readToEnd(int patienceMillis) {
        try {
            socket.setSoTimeout(patienceMillis);
            socket.getInputStream().transferTo(read);
            return End.CLOSED;
        } catch (SocketTimeoutException e) {
            return End.SILENT;
        } catch (SocketException e) {
            return End.RESET;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads so many bytes, or to the end. */
    BareClient readBytes(int count) {
        try {
            socket.setSoTimeout(30_000);
            read.writeBytes(socket.getInputStream().readNBytes(count));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that was read. */
    String text() {
        return read.toString(StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return read.toByteArray();
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
