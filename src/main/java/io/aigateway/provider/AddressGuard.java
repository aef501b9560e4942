package io.aigateway.provider;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.model.api.Target;
import io.aigateway.wire.Authority;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps callers who may name an endpoint away from the gateway's own machine and from a cloud's metadata service, whose answers are
 * credentials. The name is resolved once, every address is checked, and the connection is made to the address that was checked:
 * a name that resolves differently the second time gains nothing.
 */
final class AddressGuard {
    /** This host, link-local, multicast and reserved networks; and metadata services that stand outside of them. */
    private static final List<String> REFUSED = List.of(
            "0.0.0.0/8",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "192.0.0.0/24",
            "100.100.100.200/32",
            "168.63.129.16/32",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/128",
            "::1/128",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
            "fd00:ec2::254/128",
            "fd20:ce::254/128",
            // Forms that carry an IPv4 address: mapped ones arrive as IPv4, these do not.
            "::/96",
            "::ffff:0:0:0/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "2002::/16",
            "2001::/32");

    private final Vertx vertx;
    private final List<IpSubnetFilterRule> refused;
    private final List<IpSubnetFilterRule> allowed;

    /**
     * A guard.
     *
     * @param allowed networks that are allowed although they are refused to everybody else, as {@code address/bits}
     */
    AddressGuard(Vertx vertx, List<String> allowed) {
        this.vertx = vertx;
        this.refused = REFUSED.stream().map(AddressGuard::rule).toList();
        this.allowed = allowed.stream().map(AddressGuard::rule).toList();
    }

    /**
     * Checks where a call is going to.
     *
     * @return the address to connect to; null when the target is none that a caller named. Fails with {@link Kind#INVALID} when it
     *     is refused, and with {@link Kind#UPSTREAM_UNAVAILABLE} when the name has no address
     */
    Future<@Nullable SocketAddress> check(Target target, URI uri) {
        if (!target.guarded()) {
            return Future.succeededFuture(null);
        }
        Authority server = Authority.in(uri);
        return resolve(server.host())
                .recover(cause -> Future.failedFuture(UpstreamFailures.UNREACHABLE.asException()))
                .compose(addresses -> choose(addresses, server.port()));
    }

    private Future<List<InetSocketAddress>> resolve(String host) {
        Promise<List<InetSocketAddress>> resolved = Promise.promise();
        ((VertxInternal) vertx).nameResolver().resolveAll(host, resolved::handle);
        return resolved.future();
    }

    private Future<@Nullable SocketAddress> choose(List<InetSocketAddress> addresses, int port) {
        for (InetSocketAddress address : addresses) {
            if (address.getAddress() == null || !isAllowed(address.getAddress())) {
                return Future.failedFuture(
                        Failure.invalid("The endpoint of the self-hosted model is at an address that is not allowed")
                                .asException());
            }
        }
        return addresses.isEmpty()
                ? Future.failedFuture(UpstreamFailures.UNREACHABLE.asException())
                : Future.succeededFuture(SocketAddress.inetSocketAddress(
                        port, addresses.get(0).getAddress().getHostAddress()));
    }

    boolean isAllowed(InetAddress address) {
        return matches(allowed, address) || !matches(refused, address);
    }

    private static boolean matches(List<IpSubnetFilterRule> rules, InetAddress address) {
        var place = new InetSocketAddress(address, 0);
        return rules.stream().anyMatch(rule -> rule.matches(place));
    }

    private static IpSubnetFilterRule rule(String network) {
        int slash = network.indexOf('/');
        return new IpSubnetFilterRule(
                network.substring(0, slash), Integer.parseInt(network.substring(slash + 1)), IpFilterRuleType.ACCEPT);
    }
}
