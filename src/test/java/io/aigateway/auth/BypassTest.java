package io.aigateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.testkit.FakeIssuer.Mood;
import io.aigateway.testkit.FakeToken;
import io.aigateway.testkit.OnLoop;
import io.aigateway.testkit.TestKeys;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BypassTest {
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void letsEverybodyDoEverything() {
        bench.bypassing(true, false, false);

        Identity identity = bench.accepted(Credentials.NONE);

        assertThat(identity.bypassed()).isTrue();
        assertThat(identity.issuedByGateway()).isFalse();
        assertThat(identity.scopes().covers("anything")).isTrue();
        assertThat(identity.issuer() + identity.realm() + identity.instanceId() + identity.subject())
                .isEmpty();
    }

    @Test
    void needsNoKeysWhenNothingIsChecked() {
        bench.bypassing(true, false, false);

        OnLoop.await(bench.authenticator().warmUp());

        assertThat(bench.authenticator().hasKeys()).isTrue();
        assertThat(bench.gitlab.discoveryFetches()).isZero();
    }

    @Test
    void letsThoseInWhoSendTheHeader() {
        bench.bypassing(false, true, false);

        assertThat(bench.accepted(new Credentials(null, null, null, null, null, "true"))
                        .bypassed())
                .isTrue();
        assertThat(bench.accepted(bench.gitlab.token().sign()).bypassed()).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "TRUE", "True", "1", "true ", "true,true"})
    void letsNobodyInWithAnyOtherHeader(String header) {
        bench.bypassing(false, true, false);

        assertThat(bench.refused(new Credentials(null, null, null, null, null, header)))
                .isEqualTo(Failure.of(Kind.UNAUTHENTICATED, "No authorization header presented"));
    }

    @Test
    void ignoresTheHeaderUnlessItIsAllowed() {
        assertThat(bench.refused(new Credentials(null, null, null, null, null, "true"))
                        .kind())
                .isEqualTo(Kind.UNAUTHENTICATED);
    }

    @Test
    void checksEverythingButTheSignatureWhenToldSo() {
        bench.bypassing(false, false, true).gitlab.mood(Mood.GONE);
        FakeToken forged = bench.gitlab.token().scopes("duo_chat").signedWith(TestKeys.pair(1));

        assertThat(bench.accepted(forged.sign()).scopes().names()).containsExactly("duo_chat");
        assertThat(bench.accepted(forged.header("alg", "none").sign(input -> new byte[0]))
                        .bypassed())
                .isFalse();
        assertThat(bench.authenticator().hasKeys()).isTrue();
        assertThat(bench.gitlab.discoveryFetches()).isZero();
    }

    @Test
    void stillComparesClaimsAndHeadersWithoutSignature() {
        bench.bypassing(false, false, true);

        assertThat(bench.refused(bench.gitlab
                                .token()
                                .expiresIn(Duration.ofHours(-1))
                                .sign())
                        .detail())
                .isEqualTo("Forbidden by auth provider");
        assertThat(bench.refused(bench.gitlab.token().audience("other").sign()).detail())
                .isEqualTo("Forbidden by auth provider");
        assertThat(bench.refused(bench.gitlab.token().realm("saas").sign()).detail())
                .isEqualTo("Header mismatch 'X-Gitlab-Realm'");
        assertThat(bench.refused("a.b.c").detail()).isEqualTo("Forbidden by auth provider");
    }
}
