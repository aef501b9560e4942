package io.aigateway.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks the gateway of this machine whether it lives; exits with 0 when it does. For containers, whose image has no curl. */
public final class HealthCheck {
    private static final int TIMEOUT_MILLIS = 3000;

    private HealthCheck() {}

    /** Exits with 0 or 1. */
    public static void main(String[] arguments) {
        String port = System.getenv().getOrDefault("AIGW_FASTAPI__API_PORT", "5052");
        boolean tls = Boolean.parseBoolean(System.getenv("AIGW_FASTAPI__TLS__ENABLED"));
        System.exit(isAlive(Integer.parseInt(port), tls) ? 0 : 1);
    }

    private static boolean isAlive(int port, boolean tls) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            if (tls) {
                return true; // Somebody listens; its certificate is for another name than this machine's.
            }
            String request = "GET /monitoring/healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return new String(answer, StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }
}
