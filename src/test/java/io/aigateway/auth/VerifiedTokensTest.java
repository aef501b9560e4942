package io.aigateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.testkit.ManualClock;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.TestKeys;
import io.vertx.core.Vertx;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
    private static final Duration LONG = Duration.ofMinutes(4);

    private final ManualClock clock = new ManualClock();
    private final VerifiedTokens tokens = new VerifiedTokens(clock);

    @Test
    void remembersUntilTheTokenEnds() {
        tokens.keep("a", Identity.DEBUG, KeyRing.Proof.NOT_ASKED_FOR, LONG);

        clock.advance(LONG.minusMillis(1));
        assertThat(tokens.find("a")).isSameAs(Identity.DEBUG);
        clock.advance(Duration.ofMillis(1));
        assertThat(tokens.find("a")).isNull();
    }

    @Test
    void forgetsWhatWasProvedWithKeysThatWereReplaced() {
        Vertx vertx = Vertx.vertx();
        var key = new TrustedKey(vertx, "k", (RSAPublicKey) TestKeys.pair(0).getPublic());
        var current = new AtomicReference<>(new KeySet(List.of(key)));
        tokens.keep("a", Identity.DEBUG, new KeyRing.Proof(current.get(), current::get), LONG);
        assertThat(tokens.find("a")).isNotNull();

        current.set(KeySet.NONE);

        assertThat(tokens.find("a")).isNull();
        OnLoop.await(vertx.close());
    }

    @Test
    void remembersOnlySoMany() {
        int offered = VerifiedTokens.MAX_ENTRIES * 2;
        IntStream.range(0, offered)
                .forEach(i -> tokens.keep("token-" + i, Identity.DEBUG, KeyRing.Proof.NOT_ASKED_FOR, LONG));

        long kept = IntStream.range(0, offered)
                .filter(i -> tokens.find("token-" + i) != null)
                .count();

        assertThat(kept).isPositive().isLessThanOrEqualTo(VerifiedTokens.MAX_ENTRIES);
    }

    @Test
    void remembersNothingOfATokenWithoutTimeLeft() {
        tokens.keep("a", Identity.DEBUG, KeyRing.Proof.NOT_ASKED_FOR, Duration.ZERO);

        assertThat(tokens.find("a")).isNull();
    }

    @Test
    void keepsNoToken() {
        String token = "eyJhbGciOiJSUzI1NiJ9.e30.AA";

        assertThat(VerifiedTokens.fingerprint(token)).matches("[0-9a-f]{64}").doesNotContain("eyJ");
        assertThat(VerifiedTokens.fingerprint(token)).isNotEqualTo(VerifiedTokens.fingerprint(token + "="));
    }
}
