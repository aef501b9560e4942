package io.aigateway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A server to which nobody can connect, and which nobody is told: its queue is full, and it accepts nobody. */
public final class DeafServer implements AutoCloseable {
    private static final int ENOUGH = 64;
    private static final int PATIENCE_MILLIS = 200;

    private final ServerSocket server;
    private final List<Socket> queue = new ArrayList<>();

    private DeafServer(ServerSocket server) {
        this.server = server;
    }

    /** Starts one. */
    public static DeafServer start() {
        try {
            var deaf = new DeafServer(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            deaf.fill();
            return deaf;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill() throws IOException {
        for (int i = 0; i < ENOUGH; i++) {
            var socket = new Socket();
            queue.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), PATIENCE_MILLIS);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
        throw new AssertionError("everybody can connect");
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            for (Socket socket : queue) {
                socket.close();
            }
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
