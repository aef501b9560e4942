package io.aigateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From the start of the process to its first answer, on each JDK, with and without what the image of the product brings. */
final class StartSuite {
    private static final int STARTS = 9;

    private static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";
    private static final int FIRST_WITH_AOT_CACHE = 25;
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    private final Rig rig;
    private final Report report;

    /**
     * One measurement.
     *
     * @param millis   from the start to the first answer
     * @param resident memory in RAM at that time, in bytes
     */
    record Sample(String name, List<Long> millis, List<Long> resident) {}

    StartSuite(Rig rig, Report report) {
        this.rig = rig;
        this.report = report;
    }

    void run() {
        rig.answerAfter(0, 1, 1);
        for (Path jdk : Options.jdks()) {
            Path java = jdk.resolve("bin/java");
            String name = "JDK " + feature(jdk);
            run(name, java, List.of());
            run(name + " with a cache of classes", java, withCache(java, feature(jdk)));
        }
    }

    /** Options for a cache, which is made when a gateway that has worked ends: as in the product's image, or what older JDKs have. */
    private List<String> withCache(Path java, int feature) {
        Path file = Rig.FOLDER.resolve("start.cache");
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean aot = feature >= FIRST_WITH_AOT_CACHE;
        List<String> make = aot
                ? List.of(
                        UNSAFE,
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:-AOTRecordTraining",
                        "-XX:AOTCacheOutput=" + file)
                : List.of("-XX:ArchiveClassesAtExit=" + file);
        start(java, make, new ArrayList<>(), new ArrayList<>());
        return aot
                ? List.of(
                        "-XX:AOTCache=" + file,
                        "-Xlog:aot=off",
                        "-Xlog:aot+codecache+stubs=off",
                        "-XX:CompileThresholdScaling=10",
                        UNSAFE)
                : List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /** The number of a JDK's version. */
    private static int feature(Path jdk) {
        try {
            String release = Files.readString(jdk.resolve("release"));
            Matcher version = VERSION.matcher(release);
            if (version.find()) {
                return Integer.parseInt(version.group(1));
            }
            throw new IllegalArgumentException(jdk + " is no JDK");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(String name, Path java, List<String> options) {
        var millis = new ArrayList<Long>();
        var resident = new ArrayList<Long>();
        for (int i = 0; i < STARTS; i++) {
            start(java, options, millis, resident);
        }
        Collections.sort(millis);
        Collections.sort(resident);
        report.start(new Sample(name, millis, resident));
    }

    private void start(Path java, List<String> options, List<Long> millis, List<Long> resident) {
        long start = System.nanoTime();
        Child process = rig.startGateway(java, options, new HashMap<>());
        try (var gateway = new Subject(Subject.GATEWAY, process, null, rig.issuer())) {
            ask(process.port(), gateway.target(Case.COMPLETION).request());
            millis.add((System.nanoTime() - start) / 1_000_000);
            resident.add(process.residentBytes());
        }
    }

    private static void ask(int port, byte[] request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request);
            byte[] head = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            String status = new String(head, StandardCharsets.US_ASCII);
            if (!status.equals("HTTP/1.1 200")) {
                throw new IllegalStateException(status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
