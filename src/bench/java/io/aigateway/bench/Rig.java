package io.aigateway.bench;

import io.aigateway.testkit.FakeIssuer;
import io.aigateway.testkit.TestKeys;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that is not measured, and what starts everything that is. */
final class Rig implements AutoCloseable {
    /** Where logs and everything else that is written goes. */
    static final Path FOLDER = Path.of("target", "bench").toAbsolutePath();

    private final Path certificate = Certificate.in(FOLDER);
    private final Vertx vertx = Vertx.vertx();
    private final FakeIssuer issuer = FakeIssuer.start(vertx);
    private final Cores cores;
    private final Child upstream;
    private final int securePort = Child.freePort();

    Rig(Cores cores) {
        this.cores = cores;
        int port = Child.freePort();
        List<String> arguments = List.of(String.valueOf(port), String.valueOf(securePort), certificate.toString());
        upstream = Child.start("upstream", FOLDER, java(cores.others(), UpstreamMain.class, arguments), Map.of(), port);
    }

    /** The upstream without anything before it. */
    Subject direct() {
        return new Subject(Subject.DIRECT, upstream, Jvm.of(upstream.pid()), null);
    }

    /** How the upstream answers from now on. */
    void answerAfter(long delayMillis, int events, long gapMillis) {
        String query = "?delay=" + delayMillis + "&events=" + events + "&gap=" + gapMillis;
        URI uri = URI.create("http://127.0.0.1:" + upstream.port() + "/control" + query);
        try {
            HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Subject proxy() {
        int port = Child.freePort();
        List<String> arguments = List.of(String.valueOf(port), String.valueOf(upstream.port()));
        Child process = Child.start("proxy", FOLDER, java(cores.subject(), ProxyMain.class, arguments), Map.of(), port);
        return new Subject(Subject.PROXY, process, Jvm.of(process.pid()), null);
    }

    /** Null when it is not installed. */
    @Nullable
    Subject nginx() {
        Path program = Nginx.program();
        if (program == null) {
            return null;
        }
        int port = Child.freePort();
        int workers = Math.max(1, cores.subject().size());
        Path configuration = Nginx.configuration(FOLDER, port, upstream.port(), workers);
        List<String> command = Cores.prefix(cores.subject());
        var all = new ArrayList<>(command);
        all.addAll(List.of(program.toString(), "-p", FOLDER.toString(), "-c", configuration.toString()));
        return new Subject(Subject.NGINX, Child.start("nginx", FOLDER, all, Map.of(), port), null, null);
    }

    /**
     * The gateway from its jar, with everything on that one runs with in production.
     *
     * @param java      the JDK's program
     * @param options   of the JVM
     * @param variables beside the usual ones
     */
    Subject gateway(Path java, List<String> options, Map<String, String> variables) {
        Child process = startGateway(java, options, variables);
        return new Subject(Subject.GATEWAY, process, Jvm.of(process.pid()), issuer);
    }

    Subject gateway() {
        return gateway(java(), Options.gatewayOptions(), Map.of());
    }

    Child startGateway(Path java, List<String> options, Map<String, String> variables) {
        int port = Child.freePort();
        var command = new ArrayList<>(Cores.prefix(cores.subject()));
        command.add(java.toString());
        command.addAll(options);
        command.addAll(List.of(
                "-jar", Path.of("target", "ai-gateway.jar").toAbsolutePath().toString()));
        var all = new HashMap<>(settings(port));
        all.putAll(variables);
        return Child.start("gateway", FOLDER, command, all, port);
    }

    /** What the gateway has to be told to ask the upstream over TLS, with HTTP/2, as it asks providers. */
    Map<String, String> secure() {
        return Map.of(
                "AIGW_VERTEX_TEXT_MODEL__ENDPOINT", "https://localhost:" + securePort,
                "JAVA_TOOL_OPTIONS",
                        "-Djavax.net.ssl.trustStore=" + certificate + " -Djavax.net.ssl.trustStorePassword="
                                + Certificate.PASSWORD);
    }

    FakeIssuer issuer() {
        return issuer;
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private Map<String, String> settings(int port) {
        var texts = new HashMap<String, String>();
        texts.put("AIGW_FASTAPI__API_HOST", "127.0.0.1");
        texts.put("AIGW_FASTAPI__API_PORT", String.valueOf(port));
        texts.put("AIGW_FASTAPI__METRICS_HOST", "127.0.0.1");
        texts.put("AIGW_FASTAPI__METRICS_PORT", String.valueOf(Child.freePort()));
        texts.put("AIGW_HTTP__DRAIN_TIMEOUT", "0.1");
        texts.put("AIGW_GITLAB_URL", issuer.url().toString());
        texts.put("AIGW_CUSTOMER_PORTAL_URL", issuer.url().toString());
        texts.put(
                "AIGW_SELF_SIGNED_JWT__SIGNING_KEY",
                TestKeys.pem(TestKeys.pair(7).getPrivate()));
        texts.put("ANTHROPIC_API_KEY", "fixture");
        texts.put("ANTHROPIC_BASE_URL", "http://127.0.0.1:" + upstream.port());
        texts.put("AIGW_GOOGLE_CLOUD_PLATFORM__PROJECT", "fixture");
        texts.put("AIGW_VERTEX_TEXT_MODEL__ENDPOINT", "http://127.0.0.1:" + upstream.port());
        texts.put("GCE_METADATA_HOST", "127.0.0.1:" + upstream.port());
        texts.put("AIGW_PROVIDERS__MAX_CONNECTIONS", "20000");
        texts.put("AIGW_PROVIDERS__MAX_CONCURRENT", "20000");
        texts.put("AIGW_LIMITS__FILE", limits().toString());
        return texts;
    }

    /** Every measure is counted, and none is reached. */
    private static Path limits() {
        try {
            return Files.writeString(FOLDER.resolve("limits.yaml").toAbsolutePath(), """
                    policies:
                      - name: users
                        key: user
                        requests_per_minute: 1_000_000_000
                        concurrent: 1_000_000
                      - name: tokens
                        key: instance
                        tokens_per_minute: 1_000_000_000
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> java(List<Integer> cores, Class<?> main, List<String> arguments) {
        String path = absolute(System.getProperty("java.class.path"));
        return Stream.of(
                        Cores.prefix(cores).stream(),
                        Stream.of(java().toString(), "-Xmx1g", "-cp", path, main.getName()),
                        arguments.stream())
                .flatMap(part -> part)
                .toList();
    }

    private static String absolute(String path) {
        return String.join(
                System.getProperty("path.separator"),
                Arrays.stream(path.split(System.getProperty("path.separator")))
                        .map(entry -> Path.of(entry).toAbsolutePath())
                        .filter(Files::exists)
                        .map(Path::toString)
                        .toList());
    }

    @Override
    public void close() {
        upstream.close();
        vertx.close();
    }
}
