package io.aigateway.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where and how the gateway listens.
 *
 * @param apiHost        address of the API
 * @param apiPort        port of the API; 0 for any free one
 * @param metricsHost    address for operators
 * @param metricsPort    port for operators; 0 for any free one
 * @param tls            certificate to serve HTTPS with
 * @param maxBodyBytes   largest request body
 * @param bodyTimeout    how long a request body may take to arrive
 * @param requestTimeout how long a request may take as a whole, streams included
 * @param idleTimeout    how long a connection may stay silent
 * @param drainTimeout   how long running requests are waited for at shutdown
 * @param drainDelay     how long requests are still accepted at shutdown
 */
public record ServerSettings(
        String apiHost,
        int apiPort,
        String metricsHost,
        int metricsPort,
        Tls tls,
        int maxBodyBytes,
        Duration bodyTimeout,
        Duration requestTimeout,
        Duration idleTimeout,
        Duration drainTimeout,
        Duration drainDelay) {

    static final Setting<String> API_HOST =
            Kinds.text("AIGW_FASTAPI__API_HOST", "0.0.0.0", "Address that the API listens on.");
    static final Setting<Integer> API_PORT =
            Kinds.whole("AIGW_FASTAPI__API_PORT", 5052, 0, 65535, "Port that the API listens on.");
    static final Setting<String> METRICS_HOST =
            Kinds.text("AIGW_FASTAPI__METRICS_HOST", "0.0.0.0", "Address of the port for operators.");
    static final Setting<Integer> METRICS_PORT =
            Kinds.whole("AIGW_FASTAPI__METRICS_PORT", 8082, 0, 65535, "Port for operators: metrics, never the API.");
    static final Setting<Boolean> TLS = Kinds.flag("AIGW_FASTAPI__TLS__ENABLED", false, "Serve HTTPS.");
    static final Setting<Path> CERT = Kinds.file("AIGW_FASTAPI__TLS__CERT_FILE", "Certificate chain, PEM.");
    static final Setting<Path> KEY = Kinds.file("AIGW_FASTAPI__TLS__KEY_FILE", "Private key, PEM.");
    static final Setting<List<String>> CIPHERS = Kinds.list(
            "AIGW_FASTAPI__TLS__SSL_CIPHERS",
            "Cipher suites by their JSSE names, in order; what does not name one (such as TLSv1, the original's default)"
                    + " leaves the choice to the JDK.");
    static final Setting<String> CLIENT_CERTIFICATES = Kinds.oneOf(
            "AIGW_FASTAPI__TLS__CLIENT_CERTIFICATES",
            "none",
            "Whether clients show a certificate; one that is shown must be good. It comes on top of the token.",
            "none",
            "optional",
            "required");
    static final Setting<Path> CLIENT_CA =
            Kinds.file("AIGW_FASTAPI__TLS__CLIENT_CA_FILE", "Authorities that issue the certificates of clients, PEM.");
    static final Setting<Duration> RELOAD = Kinds.seconds(
            "AIGW_FASTAPI__TLS__RELOAD_INTERVAL",
            "60",
            "How often the files of TLS are looked at: new ones are used for new connections, broken ones are not.");
    static final Setting<Integer> MAX_BODY = Kinds.whole(
            "AIGW_HTTP__MAX_BODY_BYTES", 16 * 1024 * 1024, 1024, 1024 * 1024 * 1024, "Largest request body, in bytes.");
    static final Setting<Duration> BODY_TIMEOUT =
            Kinds.seconds("AIGW_HTTP__BODY_TIMEOUT", "30", "How long a request body may take to arrive.");
    static final Setting<Duration> REQUEST_TIMEOUT = Kinds.seconds(
            "AIGW_HTTP__REQUEST_TIMEOUT", "300", "How long a request may take as a whole, streams included.");
    static final Setting<Duration> IDLE_TIMEOUT = Kinds.seconds(
            "AIGW_HTTP__IDLE_TIMEOUT", "180", "How long a connection may stay silent before it is closed.");
    static final Setting<Duration> DRAIN_TIMEOUT =
            Kinds.seconds("AIGW_HTTP__DRAIN_TIMEOUT", "60", "How long running requests are waited for at shutdown.");

    static final Setting<Duration> DRAIN_DELAY = Kinds.secondsOrNone(
            "AIGW_HTTP__DRAIN_DELAY",
            "0",
            "How long requests are still accepted at shutdown while the gateway says that it is not ready, for load balancers"
                    + " that ask now and then.");

    static final List<Setting<?>> ALL = List.of(
            API_HOST,
            API_PORT,
            METRICS_HOST,
            METRICS_PORT,
            TLS,
            CERT,
            KEY,
            CIPHERS,
            CLIENT_CERTIFICATES,
            CLIENT_CA,
            RELOAD,
            MAX_BODY,
            BODY_TIMEOUT,
            REQUEST_TIMEOUT,
            IDLE_TIMEOUT,
            DRAIN_TIMEOUT,
            DRAIN_DELAY);

    /**
     * A certificate to serve HTTPS with.
     *
     * @param enabled whether HTTPS is served at all
     * @param cert    PEM file; empty path when not enabled
     * @param key     PEM file; empty path when not enabled
     * @param ciphers JSSE names in order of preference; empty for the JDK's choice
     * @param clients whose certificates are asked for
     * @param reload  how often the files are looked at for newer ones
     */
    public record Tls(boolean enabled, Path cert, Path key, List<String> ciphers, Clients clients, Duration reload) {}

    /**
     * Certificates of clients.
     *
     * @param wish {@code none}: they are not asked for; {@code optional}: one that is shown must be good; {@code required}
     * @param ca   PEM file of the authorities that issue them; empty path when not asked for
     */
    public record Clients(String wish, Path ca) {}

    static ServerSettings from(Environment environment) {
        return new ServerSettings(
                environment.read(API_HOST),
                environment.read(API_PORT),
                environment.read(METRICS_HOST),
                environment.read(METRICS_PORT),
                tls(environment),
                environment.read(MAX_BODY),
                environment.read(BODY_TIMEOUT),
                environment.read(REQUEST_TIMEOUT),
                environment.read(IDLE_TIMEOUT),
                environment.read(DRAIN_TIMEOUT),
                environment.read(DRAIN_DELAY));
    }

    private static Tls tls(Environment environment) {
        boolean enabled = environment.read(TLS);
        var tls = new Tls(
                enabled,
                environment.read(CERT),
                environment.read(KEY),
                environment.read(CIPHERS).stream()
                        .filter(name -> name.startsWith("TLS_"))
                        .toList(),
                new Clients(environment.read(CLIENT_CERTIFICATES), environment.read(CLIENT_CA)),
                environment.read(RELOAD));
        if (enabled && !environment.has(CERT)) {
            environment.complain(CERT, "", "a certificate, because TLS is enabled");
        }
        if (enabled && !environment.has(KEY)) {
            environment.complain(KEY, "", "a key, because TLS is enabled");
        }
        if (!tls.clients().wish().equals("none") && !environment.has(CLIENT_CA)) {
            environment.complain(CLIENT_CA, "", "authorities, because clients show certificates");
        }
        return tls;
    }
}
