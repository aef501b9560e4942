package io.aigateway.app;

import io.aigateway.testkit.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A gateway in a process of its own, started from the built jar. */
public final class GatewayProcess implements AutoCloseable {
    private static final Path JAR = Path.of("target", "ai-gateway.jar").toAbsolutePath();
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** Several of them share a small machine: a quick start matters more than speed. */
    private static final List<String> SMALL = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

    /** Several start at once, on a machine that may have few cores. */
    private static final long START_SECONDS = 180;

    /** Longer than the drain limit. */
    private static final long END_SECONDS = 90;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final String name;
    private final int port;
    private final Path log;
    private final Process process;

    private GatewayProcess(String name, int port, Path log, Process process) {
        this.name = name;
        this.port = port;
        this.log = log;
        this.process = process;
    }

    /** Starts one; does not wait for it. */
    public static GatewayProcess start(String name, String roles, Map<String, String> settings, Path folder) {
        int port = FreePorts.one();
        Path log = folder.resolve(name + ".log");
        var command = new ArrayList<String>();
        command.add(JAVA);
        command.addAll(SMALL);
        command.addAll(List.of("-jar", JAR.toString()));
        if (!roles.isEmpty()) {
            command.addAll(List.of("--roles", roles));
        }
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("AIGW_"));
        builder.environment().put("AIGW_FASTAPI__API_HOST", "127.0.0.1");
        builder.environment().put("AIGW_FASTAPI__API_PORT", String.valueOf(port));
        builder.environment().put("AIGW_FASTAPI__METRICS_HOST", "127.0.0.1");
        builder.environment().put("AIGW_FASTAPI__METRICS_PORT", "0");
        builder.environment().putAll(settings);
        try {
            return new GatewayProcess(name, port, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return name;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Waits until it says that it is ready. */
    public GatewayProcess awaitReady() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (status("/monitoring/ready") != 200) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new AssertionError(name + " is not ready: " + log());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return this;
    }

    /** Status of a route, or 0 when nobody answers. */
    public int status(String path) {
        var request =
                HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(2)).build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Asks it to end (SIGTERM). */
    public void terminate() {
        process.destroy();
    }

    /** Ends it at once (SIGKILL). */
    public void kill() {
        process.destroyForcibly();
    }

    /** Stops it in its tracks, as a machine that hangs. */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Waits for its end; gives the exit status. */
    public int awaitExit() {
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(name + " does not end: " + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What it has written. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often something is in it. */
    public int times(String words) {
        return log().split(Pattern.quote(words), -1).length - 1;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitExit();
    }
}
