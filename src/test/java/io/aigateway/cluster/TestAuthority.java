package io.aigateway.cluster;

import io.aigateway.settings.ClusterSettings.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority that certifies the nodes of a cluster, made with the JDK's keytool. */
final class TestAuthority {
    private static final String PASSWORD = "changeit";
    private static final String KEYTOOL =
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString();

    private final Path folder;
    private final Path store;
    private final Path certificate;

    TestAuthority(Path folder) {
        this.folder = folder;
        this.store = folder.resolve("authority.p12");
        this.certificate = folder.resolve("authority.pem");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keytool(store, "-genkeypair", "-alias", "ca", "-keyalg", "RSA", "-dname", "CN=Authority", "-ext", "bc:c");
        keytool(store, "-exportcert", "-rfc", "-alias", "ca", "-file", certificate.toString());
    }

    Tls certify(String name) {
        Path own = folder.resolve(name + ".p12");
        Path request = folder.resolve(name + ".csr");
        Path chain = folder.resolve(name + ".pem");
        keytool(own, "-genkeypair", "-alias", name, "-keyalg", "RSA", "-dname", "CN=" + name);
        keytool(own, "-certreq", "-alias", name, "-file", request.toString());
        keytool(store, "-gencert", "-rfc", "-alias", "ca", "-infile", request.toString(), "-outfile", chain.toString());
        return new Tls(true, chain, key(own, name), certificate);
    }

    private Path key(Path own, String name) {
        Path file = folder.resolve(name + ".key");
        try (var in = Files.newInputStream(own)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            Key key = keys.getKey(name, PASSWORD.toCharArray());
            String text = Base64.getMimeEncoder().encodeToString(key.getEncoded());
            return Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static void keytool(Path store, String... arguments) {
        var command = new ArrayList<String>(List.of(KEYTOOL));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
