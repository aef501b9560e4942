package io.aigateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of the rig that listens on a port, and what it costs. Its output goes to a file. */
final class Child implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final long PAGE_KIB = 1024;

    private final String name;
    private final Process process;
    private final int port;

    private Child(String name, Process process, int port) {
        this.name = name;
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a process, and waits until its port is open.
     *
     * @param variables of its environment; it gets no others than the path and the home of Java
     */
    static Child start(String name, Path folder, List<String> command, Map<String, String> variables, int port) {
        try {
            Files.createDirectories(folder);
            Path log = folder.resolve(name + ".log");
            Files.deleteIfExists(log);
            var builder = new ProcessBuilder(new ArrayList<>(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().keySet().retainAll(List.of("PATH", "JAVA_HOME", "HOME", "LANG"));
            builder.environment().putAll(variables);
            var child = new Child(name, builder.start(), port);
            child.awaitPort(log);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port that nobody listens on now. */
    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** The CPU time of the process and, for servers that fork, of its children, in nanoseconds. */
    long cpuNanos() {
        ProcessHandle handle = process.toHandle();
        return cpuNanos(handle)
                + handle.descendants().mapToLong(Child::cpuNanos).sum();
    }

    private static long cpuNanos(ProcessHandle handle) {
        return handle.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    /** Memory that it has in RAM, in bytes; 0 where that cannot be found out. */
    long residentBytes() {
        return ofStatus("VmRSS:");
    }

    private long ofStatus(String name) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
                if (line.startsWith(name)) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * PAGE_KIB;
                }
            }
        } catch (IOException e) {
            // Not Linux.
        }
        return 0;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitPort(Path log) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!isOpen()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException(name + " did not start: " + Files.readString(log));
            }
            pause(5);
        }
    }

    private boolean isOpen() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
