package io.aigateway.wire;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The server that a URL names. {@link URI} gives no host for names with an underscore, which containers often have; this does.
 *
 * @param host name or address; an IPv6 address without brackets
 * @param port the one given, or the scheme's
 */
public record Authority(String host, int port) {
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{1,5}))?");
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int MAX_PORT = 65_535;

    /** The server of an http or https URL; null when it is none, or carries a user name. */
    public static @Nullable Authority of(URI uri) {
        boolean secure = "https".equals(uri.getScheme());
        if ((!secure && !"http".equals(uri.getScheme())) || uri.getRawAuthority() == null) {
            return null;
        }
        Matcher parts = HOST_AND_PORT.matcher(uri.getRawAuthority());
        if (!parts.matches()) {
            return null;
        }
        String host = parts.group(1);
        int port = parts.group(2) != null ? Integer.parseInt(parts.group(2)) : secure ? HTTPS : HTTP;
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return port < 1 || port > MAX_PORT ? null : new Authority(bare, port);
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
