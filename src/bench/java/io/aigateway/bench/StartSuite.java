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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From the start of the process to its first answer, on each JDK, with and without what the image of the product brings. */
final class StartSuite {
    private static final int STARTS = 9;

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
        Map<String, List<String>> ways = new LinkedHashMap<>();
        ways.put("as it is", List.of());
        for (Path jdk : Options.jdks()) {
            Path java = jdk.resolve("bin/java");
            ways.forEach((name, options) -> run(jdk.getFileName() + ", " + name, java, options));
            Path archive = archive(java);
            run(jdk.getFileName() + ", with class archive", java, List.of("-XX:SharedArchiveFile=" + archive));
        }
    }

    /** Made when a gateway that has worked ends. */
    private Path archive(Path java) {
        Path file = Rig.FOLDER.resolve("start.jsa");
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(java, List.of("-XX:ArchiveClassesAtExit=" + file), new ArrayList<>(), new ArrayList<>());
        return file;
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
