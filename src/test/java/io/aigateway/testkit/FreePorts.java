package io.aigateway.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback interface that nobody uses at the moment, for what has to be told its port beforehand. They are below those
 * that the system gives to outgoing connections, which would otherwise take one before it is listened on.
 */
public final class FreePorts {
    private static final int LOWEST = 18_000;
    private static final int BEYOND = 32_000;

    private FreePorts() {}

    public static int one() {
        return some(1).get(0);
    }

    /** Different ones. */
    public static List<Integer> some(int count) {
        var free = new LinkedHashSet<Integer>();
        while (free.size() < count) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
            if (isFree(port)) {
                free.add(port);
            }
        }
        return List.copyOf(free);
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
