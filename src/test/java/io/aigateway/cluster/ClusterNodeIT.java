package io.aigateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aigateway.bus.Address;
import io.aigateway.bus.Bus;
import io.aigateway.bus.BusOptions;
import io.aigateway.bus.Header;
import io.aigateway.kernel.Caller;
import io.aigateway.kernel.Deadline;
import io.aigateway.kernel.FailureException;
import io.aigateway.settings.ClusterSettings.Discovery;
import io.aigateway.settings.ClusterSettings.Network;
import io.aigateway.settings.ClusterSettings.Tls;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.Future;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How nodes find each other, and which ones they let in. */
class ClusterNodeIT {
    record Question(String text) {}

    record Answer(String text) {}

    private static final Address<Question, Answer> ASK = new Address<>("test.ask.v1", Question.class, Answer.class);

    private final TestNodes cluster = new TestNodes();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        cluster.close();
    }

    private static Bus bus(ClusterNode node) {
        return Bus.on(node.vertx(), BusOptions.defaults().withMembers(node.members(), Duration.ofMillis(1500)));
    }

    private static void serve(ClusterNode node, Bus bus) {
        OnLoop.of(node.vertx())
                .await(() -> bus.serve(ASK, (scope, asked) -> Future.succeededFuture(new Answer(asked.text() + "!"))));
    }

    private static String ask(ClusterNode node, Bus bus) {
        return OnLoop.of(node.vertx())
                .await(() -> bus.scope(new Header(
                                "request-1",
                                Caller.NOBODY,
                                Deadline.after(Duration.ofSeconds(10), Clock.systemUTC()),
                                null))
                        .ask(ASK, new Question("hello")))
                .text();
    }

    /** On one machine only two interfaces can have the same port, as two pods have. */
    @Test
    void findsOthersByAName() {
        String second = otherAddress();
        assumeTrue(!second.isEmpty(), "the machine has a second address");
        ClusterNode first = cluster.join();
        var localhost = new Discovery(List.of(), "localhost", "", "");

        ClusterNode other = cluster.join(
                localhost, "test-cluster", TestNodes.NO_TLS, new Network(second, cluster.firstPort(), 0, ""));

        OnLoop.until("they found each other", () -> other.members().others().size() == 1);
        assertThat(other.members().others()).containsExactly(first.members().self());
    }

    private static String otherAddress() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst()
                    .orElse("");
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Discovery byAddress() {
        return new Discovery(List.of("127.0.0.1:" + cluster.firstPort()), "", "", "");
    }

    @Test
    void keepsApartFromAClusterOfAnotherName() {
        ClusterNode first = cluster.join();
        ClusterNode stranger = cluster.join(byAddress(), "another-cluster", TestNodes.NO_TLS);

        assertThat(first.members().others()).isEmpty();
        assertThat(stranger.members().others()).isEmpty();
    }

    @Test
    void encryptsMessagesAndServesOnlyNodesWithACertificate() {
        var authority = new TestAuthority(folder);
        Tls one = authority.certify("one");
        Tls two = authority.certify("two");
        Tls forged = new TestAuthority(folder.resolve("forger")).certify("three");
        ClusterNode server = cluster.join(one);
        Bus serverBus = bus(server);
        serve(server, serverBus);
        ClusterNode friend = cluster.join(two);
        Bus friendBus = bus(friend);
        OnLoop.until("the friend knows the server", () -> friendBus.isServed(ASK.name()));

        assertThat(ask(friend, friendBus)).isEqualTo("hello!");

        ClusterNode stranger = cluster.join(forged);
        Bus strangerBus = bus(stranger);
        OnLoop.await(strangerBus.settled(Duration.ofSeconds(2)));

        assertThat(stranger.members().others()).hasSize(2);
        assertThat(strangerBus.isServed(ASK.name())).isFalse();
        assertThatThrownBy(() -> ask(stranger, strangerBus)).isInstanceOf(FailureException.class);
        assertThat(ask(friend, friendBus)).isEqualTo("hello!");
    }
}
