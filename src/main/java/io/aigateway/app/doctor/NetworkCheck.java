package io.aigateway.app.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Whether a host can be found and reached, whether its certificate is trusted, and whether its clock agrees with ours. Waits for the
 * network: not for event loops.
 */
final class NetworkCheck {
    private static final String CHECK = "network";
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int MAX_HEAD = 8_192;

    /** Tokens are refused when they begin in the future, and deadlines between nodes are instants. */
    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofSeconds(30);

    private static final Pattern DATE = Pattern.compile("(?im)^date:\\s*(.+?)\\s*$");

    private final SSLSocketFactory tls;
    private final String trustMend;
    private final Clock clock;

    /**
     * A check.
     *
     * @param tls       whose certificates are trusted
     * @param trustMend what to do when a certificate is not trusted
     */
    NetworkCheck(SSLSocketFactory tls, String trustMend, Clock clock) {
        this.tls = tls;
        this.trustMend = trustMend;
        this.clock = clock;
    }

    /** Looks at the host of a URL that a setting names. */
    Finding look(URI url, String setting) {
        boolean secure = "https".equals(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : secure ? 443 : 80;
        String about = url.getHost() + ":" + port;
        try {
            InetAddress address = InetAddress.getAllByName(url.getHost())[0];
            try (Socket plain = new Socket()) {
                plain.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
                plain.setSoTimeout(PATIENCE_MILLIS);
                return secure
                        ? lookThroughTls(plain, url.getHost(), port, about)
                        : found(
                                about,
                                "reached at " + address.getHostAddress() + " without TLS",
                                difference(plain, url.getHost()));
            }
        } catch (UnknownHostException e) {
            return Finding.failed(
                    CHECK,
                    about,
                    "there is no such name in DNS",
                    "check " + setting + " and the name servers of this machine or container");
        } catch (SSLException e) {
            return Finding.failed(CHECK, about, "TLS: " + e.getMessage(), trustMend);
        } catch (SocketTimeoutException e) {
            return Finding.failed(CHECK, about, "no answer within 5 s", ways(setting));
        } catch (IOException e) {
            return Finding.failed(CHECK, about, String.valueOf(e.getMessage()), ways(setting));
        }
    }

    private static String ways(String setting) {
        return "check " + setting + ", and whether a firewall lets this machine go there";
    }

    private Finding lookThroughTls(Socket plain, String host, int port, String about) throws IOException {
        try (var socket = (SSLSocket) tls.createSocket(plain, host, port, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            String protocol = socket.getSession().getProtocol();
            var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            Instant end = certificate.getNotAfter().toInstant();
            return found(about, protocol + ", certificate good until " + end, difference(socket, host));
        }
    }

    private Finding found(String about, String text, Duration difference) {
        String seconds = difference.toMillis() / 1000.0 + " s";
        return difference.abs().compareTo(CLOCKS_MAY_DIFFER) > 0
                ? Finding.failed(
                        CHECK,
                        about,
                        "its clock differs from this machine's by " + seconds,
                        "set the clock of this machine (NTP): tokens are refused otherwise")
                : Finding.ok(CHECK, about, text + ", clocks agree");
    }

    /** How far its clock is before ours, by the date it writes on an answer; zero when it writes none. */
    private Duration difference(Socket socket, String host) throws IOException {
        String request =
                "HEAD / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\nUser-Agent: ai-gateway-doctor\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        Matcher date = DATE.matcher(head(socket.getInputStream()));
        try {
            return date.find()
                    ? Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(date.group(1), DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant())
                    : Duration.ZERO;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        int next = in.read();
        while (next >= 0 && head.length() < MAX_HEAD && head.indexOf("\r\n\r\n") < 0) {
            head.append((char) next);
            next = head.indexOf("\r\n\r\n") < 0 ? in.read() : -1;
        }
        return head.toString();
    }
}
