package io.aigateway.http.edge;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is behind the proxies before the gateway. Each proxy adds the address it was called from at the end of
 * {@code X-Forwarded-For}, so the list is read from its end, as long as it was written by proxies that are trusted: what stands
 * before that, anybody can have made up.
 */
public final class ClientAddress {
    /** More proxies in a row than any installation has; a longer list is not read further. */
    private static final int MAX_PROXIES = 16;

    private static final String FORWARDED = "X-Forwarded-For";

    private final List<IpSubnetFilterRule> trusted;

    /**
     * Reads addresses.
     *
     * @param trusted networks of the proxies, as {@code address/bits}
     */
    public ClientAddress(List<String> trusted) {
        this.trusted = trusted.stream().map(ClientAddress::rule).toList();
    }

    /** The client's address as text; empty when the connection has none. */
    public String of(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        String address = peer == null || peer.hostAddress() == null ? "" : peer.hostAddress();
        return request.headers().contains(FORWARDED)
                ? behind(address, request.headers().getAll(FORWARDED))
                : address;
    }

    String behind(String peer, List<String> forwarded) {
        return isTrusted(peer) ? walk(String.join(",", forwarded), peer) : peer;
    }

    /** Whether the client spoke HTTPS, to us or to the proxy that is trusted. */
    public boolean isSecure(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        String proto = request.getHeader("X-Forwarded-Proto");
        return request.isSSL()
                || (proto != null && peer != null && isTrusted(peer.hostAddress()) && proto.equalsIgnoreCase("https"));
    }

    private String walk(String list, String peer) {
        String client = peer;
        int end = list.length();
        for (int i = 0; i < MAX_PROXIES && end >= 0; i++) {
            int comma = list.lastIndexOf(',', end - 1);
            String next = bare(list.substring(comma + 1, end).trim());
            if (!NetUtil.isValidIpV4Address(next) && !NetUtil.isValidIpV6Address(next)) {
                return client;
            }
            client = next;
            if (!isTrusted(next)) {
                return client;
            }
            end = comma;
        }
        return client;
    }

    /** Some proxies add the port: {@code 192.0.2.1:4711}, {@code [2001:db8::1]:4711}. */
    private static String bare(String address) {
        if (address.startsWith("[")) {
            int end = address.indexOf(']');
            return end < 0 ? address : address.substring(1, end);
        }
        int colon = address.indexOf(':');
        return colon > 0 && colon == address.lastIndexOf(':') ? address.substring(0, colon) : address;
    }

    private boolean isTrusted(@Nullable String address) {
        InetAddress parsed = address == null ? null : NetUtil.createInetAddressFromIpAddressString(address);
        if (parsed == null) {
            return false;
        }
        var place = new InetSocketAddress(parsed, 0);
        return trusted.stream().anyMatch(rule -> rule.matches(place));
    }

    private static IpSubnetFilterRule rule(String network) {
        int slash = network.indexOf('/');
        return new IpSubnetFilterRule(
                network.substring(0, slash), Integer.parseInt(network.substring(slash + 1)), IpFilterRuleType.ACCEPT);
    }
}
