package io.aigateway.settings;

import java.time.Duration;
import java.util.List;

/**
 * What the API's door lets in, and whom it believes.
 *
 * @param maxHeaderBytes  largest head of a request
 * @param maxLineBytes    largest request line, which holds the URI
 * @param headTimeout     how long the head of a request may take to arrive
 * @param clearTextHttp2  whether HTTP/2 is spoken without TLS
 * @param maxResets       streams that one HTTP/2 connection may reset within half a minute
 * @param corsOrigins     origins whose pages may call; {@code *} for any
 * @param hstsSeconds     how long browsers keep to HTTPS; 0 for as they like
 * @param trustedProxies  networks whose forwarded headers are believed, as {@code address/bits}
 */
public record DoorSettings(
        int maxHeaderBytes,
        int maxLineBytes,
        Duration headTimeout,
        boolean clearTextHttp2,
        int maxResets,
        List<String> corsOrigins,
        int hstsSeconds,
        List<String> trustedProxies) {

    /** What stands for an empty list: an empty text would be taken for "not set". */
    private static final String NONE = "none";

    private static final int MAX_BYTES = 1024 * 1024;
    private static final String PRIVATE_NETWORKS =
            "127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,::1/128,fc00::/7";

    static final Setting<Integer> MAX_HEADER = Kinds.whole(
            "AIGW_HTTP__MAX_HEADER_BYTES", 64 * 1024, 1024, MAX_BYTES, "Largest head of a request, in bytes.");
    static final Setting<Integer> MAX_LINE = Kinds.whole(
            "AIGW_HTTP__MAX_REQUEST_LINE_BYTES",
            16 * 1024,
            1024,
            MAX_BYTES,
            "Largest first line of a request, which holds its URI, in bytes.");
    static final Setting<Duration> HEAD_TIMEOUT =
            Kinds.seconds("AIGW_HTTP__HEAD_TIMEOUT", "10", "How long the head of a request may take to arrive.");
    static final Setting<Boolean> CLEAR_TEXT_HTTP2 = Kinds.flag(
            "AIGW_HTTP__CLEARTEXT_HTTP2",
            false,
            "Speak HTTP/2 also without TLS, for proxies that do. It lets a client change the protocol behind a proxy's back where"
                    + " that passes Upgrade headers on.");
    static final Setting<Integer> MAX_RESETS = Kinds.whole(
            "AIGW_HTTP__HTTP2_MAX_RESETS",
            1000,
            1,
            1_000_000,
            "Requests that one HTTP/2 connection may cancel within 30 seconds; more for proxies that bundle very many users.");
    static final Setting<List<String>> CORS = Kinds.list(
                    "AIGW_HTTP__CORS_ORIGINS",
                    "Origins whose pages may call the API from a browser, such as https://gitlab.example.com; * for any, none for"
                            + " none. Browsers send a user's token, never a cookie.")
            .or("*");
    static final Setting<Integer> HSTS = Kinds.whole(
            "AIGW_HTTP__HSTS_SECONDS",
            0,
            0,
            Integer.MAX_VALUE,
            "With TLS, for how long browsers use nothing but HTTPS with this host, on all of its ports; 0 to say nothing.");
    static final Setting<List<String>> PROXIES = Kinds.networksOr(
                    NONE,
                    "AIGW_HTTP__TRUSTED_PROXIES",
                    "Networks of the proxies before the gateway: X-Forwarded-For and X-Forwarded-Proto are believed when they come from"
                            + " there, and tell the client's address in the log; none for nobody.")
            .or(PRIVATE_NETWORKS);

    static final List<Setting<?>> ALL =
            List.of(MAX_HEADER, MAX_LINE, HEAD_TIMEOUT, CLEAR_TEXT_HTTP2, MAX_RESETS, CORS, HSTS, PROXIES);

    static DoorSettings from(Environment environment) {
        return new DoorSettings(
                environment.read(MAX_HEADER),
                environment.read(MAX_LINE),
                environment.read(HEAD_TIMEOUT),
                environment.read(CLEAR_TEXT_HTTP2),
                environment.read(MAX_RESETS),
                orNone(environment.read(CORS)),
                environment.read(HSTS),
                orNone(environment.read(PROXIES)));
    }

    private static List<String> orNone(List<String> values) {
        return values.equals(List.of(NONE)) ? List.of() : values;
    }
}
