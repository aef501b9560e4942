package io.aigateway.wire;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The server that a URL names. {@link URI} gives no host for names with an underscore, which containers often have; this does.
 *
 * @param host name or address; an IPv6 address without brackets
 * @param port the one given, or the scheme's
 */
public record Authority(String host, int port) {
    private static final int MAX_HOST = 253;
    private static final int MAX_ADDRESS = 45;
    private static final int MAX_DIGITS = 5;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int MAX_PORT = 65_535;

    /** The server of an http or https URL; null when it is none, or carries a user name. */
    public static @Nullable Authority of(URI uri) {
        boolean secure = "https".equals(uri.getScheme());
        if ((!secure && !"http".equals(uri.getScheme())) || uri.getRawAuthority() == null) {
            return null;
        }
        String text = uri.getRawAuthority();
        boolean brackets = text.startsWith("[");
        int start = brackets ? 1 : 0;
        int end = endOfHost(text, start, brackets);
        boolean closed = !brackets || (end < text.length() && text.charAt(end) == ']');
        int length = end - start;
        if (!closed || length < (brackets ? 2 : 1) || length > (brackets ? MAX_ADDRESS : MAX_HOST)) {
            return null;
        }
        int port = port(text, brackets ? end + 1 : end, secure ? HTTPS : HTTP);
        return port < 1 || port > MAX_PORT ? null : new Authority(text.substring(start, end), port);
    }

    /** Where the host ends: at the first character that cannot stand in it. */
    private static int endOfHost(String text, int start, boolean address) {
        int end = start;
        while (end < text.length() && (address ? isOfAddress(text.charAt(end)) : isOfName(text.charAt(end)))) {
            end++;
        }
        return end;
    }

    private static boolean isOfName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '.' || c == '_' || c == '-';
    }

    private static boolean isOfAddress(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The number after the colon; the usual one when nothing is there; below zero when it is none. */
    private static int port(String text, int from, int usual) {
        if (from == text.length()) {
            return usual;
        }
        int digits = text.length() - from - 1;
        if (text.charAt(from) != ':' || digits < 1 || digits > MAX_DIGITS) {
            return -1;
        }
        int port = 0;
        for (int i = from + 1; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            port = port * 10 + text.charAt(i) - '0';
        }
        return port;
    }

    /** The server of a URL that was checked before. */
    public static Authority in(URI uri) {
        Authority authority = of(uri);
        if (authority == null) {
            throw new IllegalArgumentException("no http or https URL");
        }
        return authority;
    }
}
