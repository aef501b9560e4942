package io.aigateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A key and a certificate for {@code localhost}, made with the JDK's own tool. */
final class Certificate {
    static final String PASSWORD = "benchmark";

    private Certificate() {}

    /** The file, made when it is not there. */
    static Path in(Path folder) {
        Path file = folder.resolve("localhost.p12").toAbsolutePath();
        if (Files.exists(file)) {
            return file;
        }
        try {
            Files.createDirectories(folder);
            String command = "-genkeypair -alias localhost -keyalg RSA -keysize 2048 -validity 3650 -dname CN=localhost"
                    + " -ext SAN=dns:localhost -storetype PKCS12 -storepass " + PASSWORD + " -keystore " + file;
            var all = new java.util.ArrayList<String>();
            all.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
            all.addAll(java.util.List.of(command.split(" ")));
            new ProcessBuilder(all).inheritIO().start().waitFor();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
