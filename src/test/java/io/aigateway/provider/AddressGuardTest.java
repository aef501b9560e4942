package io.aigateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.kernel.Secret;
import io.aigateway.model.api.Target;
import io.aigateway.testkit.OnLoop;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AddressGuardTest {
    private Vertx vertx;

    @BeforeAll
    void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    void close() {
        OnLoop.await(vertx.close());
    }

    private SocketAddress check(String url, String... allowed) {
        var target = new Target("selfhosted", "", "m", url, new Secret(""), "", Map.of(), true);
        return OnLoop.await(new AddressGuard(vertx, List.of(allowed)).check(target, URI.create(url)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/v1",
                "http://127.1.2.3:8080/v1",
                "http://localhost/v1",
                "http://0.0.0.0/v1",
                "http://[::1]/v1",
                "http://[::]/v1",
                "http://169.254.169.254/latest/meta-data",
                "http://169.254.1.1/",
                "http://[fe80::1]/",
                "http://[fd00:ec2::254]/",
                "http://100.100.100.200/",
                "http://168.63.129.16/",
                "http://192.0.0.192/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[::127.0.0.1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[2002:7f00:1::]/",
                "http://[::ffff:0:127.0.0.1]/",
                "http://[fd20:ce::254]/",
                "http://[2001:0:53aa:64c::]/",
                // Other ways to write an address, where the resolver knows them.
                "http://2130706433/",
                "http://127.1/",
                "http://LOCALHOST/",
                "http://localhost./"
            })
    void refusesTheGatewaysOwnMachineAndMetadataServices(String url) {
        assertThatThrownBy(() -> check(url)).isInstanceOfSatisfying(FailureException.class, thrown -> {
            assertThat(thrown.failure().kind()).isIn(Kind.INVALID, Kind.UPSTREAM_UNAVAILABLE);
            assertThat(thrown.failure().detail()).doesNotContain("127", "169");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.7:8000/v1",
                "http://192.168.1.7/v1",
                "http://172.16.0.1/v1",
                "https://8.8.8.8/v1",
                "http://[fd12:3456::1]:8000/v1",
                "http://100.64.0.1/"
            })
    void letsCallersNamePrivateAndPublicServers(String url) {
        SocketAddress address = check(url);

        assertThat(url).contains(address.hostAddress().startsWith("fd12") ? "fd12" : address.hostAddress());
    }

    @Test
    void allowsWhatASettingAllows() {
        assertThat(check("http://localhost:8000/v1", "127.0.0.0/8", "::1/128").port())
                .isEqualTo(8000);
        assertThatThrownBy(() -> check("http://169.254.169.254/", "127.0.0.0/8"))
                .isInstanceOf(FailureException.class);
    }

    @Test
    void saysThatANameHasNoAddress() {
        assertThatThrownBy(() -> check("http://no-such-host.invalid/v1"))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        thrown -> assertThat(thrown.failure().kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE));
    }

    @Test
    void leavesTheInstallationsOwnEndpointsAlone() {
        var target = new Target("anthropic", "", "m", "", new Secret(""), "", Map.of(), false);

        assertThat(OnLoop.await(new AddressGuard(vertx, List.of()).check(target, URI.create("http://127.0.0.1:1/"))))
                .isNull();
    }
}
