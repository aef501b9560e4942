package io.aigateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.testkit.FakeIssuer;
import io.aigateway.testkit.FakeToken;
import io.aigateway.testkit.TestKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that nobody issued. Each is one step away from a token that is accepted. */
class ForgeryTest {
    private static final Failure FORBIDDEN = Failure.of(Kind.UNAUTHENTICATED, "Forbidden by auth provider");

    private final Bench bench = new Bench().signingWith(20).validatingWith(21);

    @AfterEach
    void close() {
        bench.close();
    }

    private FakeToken token() {
        return bench.gitlab.token().scopes("complete_code");
    }

    /** A user token as the gateway issues it, signed with the key given. */
    private FakeToken ownToken(int key) {
        return token().issuer("gitlab-ai-gateway")
                .claim("sub", "user-1")
                .withoutKeyId()
                .signedWith(TestKeys.pair(key));
    }

    @Test
    void acceptsTheTokenThatTheOthersAreForgedFrom() {
        assertThat(bench.accepted(token().sign()).scopes().names()).containsExactly("complete_code");
        assertThat(bench.accepted(ownToken(20).sign()).issuedByGateway()).isTrue();
    }

    @Test
    void refusesATokenWithoutSignature() {
        String unsigned = token().header("alg", "none").withoutKeyId().sign(input -> new byte[0]);

        assertThat(bench.refused(unsigned)).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(unsigned.substring(0, unsigned.length() - 1))).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(token().header("alg", "none").sign())).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(token().sign(input -> new byte[0]))).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(token().sign(input -> new byte[256]))).isEqualTo(FORBIDDEN);
    }

    @Test
    void refusesATokenSignedWithThePublicKeyAsSharedSecret() {
        byte[] der = bench.gitlab.key().getPublic().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";

        for (byte[] secret : List.of(der, pem.getBytes(StandardCharsets.US_ASCII))) {
            assertThat(bench.refused(token().header("alg", "HS256").sign(input -> hmac(secret, input))))
                    .isEqualTo(FORBIDDEN);
            assertThat(bench.refused(token().sign(input -> hmac(secret, input))))
                    .isEqualTo(FORBIDDEN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "RS512", "PS256", "ES256", "rs256", ""})
    void refusesOtherAlgorithms(String algorithm) {
        assertThat(bench.refused(token().header("alg", algorithm).sign())).isEqualTo(FORBIDDEN);
    }

    @Test
    void refusesASignatureInWhichAnyCharacterIsChanged() {
        String token = token().sign();
        int start = token.lastIndexOf('.') + 1;

        for (int i = start; i < token.length(); i += 31) {
            assertThat(bench.refused(flipped(token, i))).isEqualTo(FORBIDDEN);
        }
        assertThat(bench.refused(flipped(token, token.length() - 1))).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(token + "=")).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(token.substring(0, token.length() - 2))).isEqualTo(FORBIDDEN);
    }

    @Test
    void refusesClaimsThatWereNotSigned() {
        String[] genuine = token().sign().split("\\.", 3);
        String[] richer = token().scopes("complete_code", "duo_chat").sign().split("\\.", 3);

        assertThat(bench.refused(genuine[0] + "." + richer[1] + "." + genuine[2]))
                .isEqualTo(FORBIDDEN);
    }

    @Test
    void refusesAKeyThatTheTokenBringsAlong() {
        Map<String, Object> attacker = FakeIssuer.jwk("attacker", TestKeys.pair(1));
        FakeToken forged = token().signedWith(TestKeys.pair(1));

        assertThat(bench.refused(forged.header("jwk", attacker).sign())).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(forged.withoutKeyId().sign())).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(forged.keyId("attacker")
                        .header("jku", bench.portal.url() + "/oauth/discovery/keys")
                        .header("x5u", bench.portal.url() + "/cert")
                        .sign()))
                .isEqualTo(FORBIDDEN);
        assertThat(bench.portal.keyFetches()).isZero();
    }

    @Test
    void refusesATokenThatNamesAKeyItIsNotSignedWith() {
        assertThat(bench.refused(token().signedWith(TestKeys.pair(1)).sign())).isEqualTo(FORBIDDEN);
    }

    @Test
    void refusesATokenOfOneIssuerSignedByTheOther() {
        FakeToken forged = token().signedWith(bench.portal.key());

        assertThat(bench.accepted(bench.portal.token().sign()).issuer()).isEqualTo(bench.portal.issuer());
        assertThat(bench.refused(forged.sign())).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(forged.keyId(bench.portal.keyId()).sign())).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(forged.withoutKeyId().sign())).isEqualTo(FORBIDDEN);
    }

    @Test
    void refusesAnIssuerThatNobodySpeaksFor() {
        bench.accepted(token().sign());
        bench.accepted(bench.portal.token().sign());

        assertThat(bench.refused(token().issuer("https://gitlab.example.com").sign()))
                .isEqualTo(FORBIDDEN);
        assertThat(bench.refused(token().without("iss").sign())).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(token().claim("iss", 42).sign())).isEqualTo(FORBIDDEN);
    }

    @Test
    void refusesATokenInTheNameOfTheGatewaySignedBySomebodyElse() {
        assertThat(bench.refused(ownToken(0).sign())).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(ownToken(0).keyId(bench.gitlab.keyId()).sign()))
                .isEqualTo(FORBIDDEN);
    }

    @Test
    void refusesATokenInTheNameOfAnIssuerSignedByTheGateway() {
        assertThat(bench.refused(
                        token().signedWith(TestKeys.pair(20)).withoutKeyId().sign()))
                .isEqualTo(FORBIDDEN);
    }

    @Test
    void comparesTheSubjectOfItsOwnTokensWithTheUser() {
        String token = ownToken(21).sign();

        assertThat(bench.accepted(token).subject()).isEqualTo("user-1");
        for (String user : new String[] {null, "", "user-2"}) {
            var credentials =
                    new Credentials("Bearer " + token, "oidc", "self-managed", FakeToken.INSTANCE, user, null);
            assertThat(bench.refused(credentials))
                    .isEqualTo(Failure.of(Kind.UNAUTHENTICATED, "Header mismatch 'X-Gitlab-Global-User-Id'"));
        }
    }

    @Test
    void acceptsItsOwnTokensWhateverKeyTheyName() {
        assertThat(bench.accepted(ownToken(20)
                                .keyId("gitlab-ai-gateway_signing_key")
                                .sign())
                        .issuedByGateway())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                ".",
                "..",
                "...",
                "a.b",
                "a.b.c",
                "a.b.c.d",
                "a.b.c.d.e",
                "e30.e30.e30",
                "e30.e30.",
                "bnVsbA.bnVsbA.AA",
                "W10.W10.AA",
                "eyJhbGciOiJSUzI1NiJ9.W10.AA",
                "eyJhbGciOiJSUzI1NiJ9.e30.!!",
                "\u00e4.\u00f6.\u00fc",
                "eyJhbGciOjF9.e30.AA",
                "eyJhbGciOiJSUzI1NiIsImtpZCI6MX0.e30.AA",
                "e30=.e30=.AA==",
                "\u0000.\u0000.\u0000"
            })
    void refusesGarbage(String token) {
        assertThat(bench.refused(token)).isEqualTo(FORBIDDEN);
    }

    @Test
    void refusesATokenWithMorePartsThanThree() {
        String token = token().sign();

        assertThat(bench.refused(token + ".")).isEqualTo(FORBIDDEN);
        assertThat(bench.refused("." + token)).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(token + ".e30.e30")).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(token.replaceFirst("\\.", ".."))).isEqualTo(FORBIDDEN);
    }

    @Test
    void refusesATokenThatIsTooLarge() {
        String fits = token().claim("filler", "x".repeat(10_000)).sign();
        String huge = token().claim("filler", "x".repeat(12_000)).sign();

        assertThat(fits.length()).isLessThan(Jwt.MAX_CHARACTERS);
        assertThat(huge.length()).isGreaterThan(Jwt.MAX_CHARACTERS);
        assertThat(bench.accepted(fits).bypassed()).isFalse();
        assertThat(bench.refused(huge)).isEqualTo(FORBIDDEN);
    }

    @Test
    void refusesNestedTokensAndDeeplyNestedClaims() {
        String inner = token().sign();
        String nested = "eyJhbGciOiJSUzI1NiIsImN0eSI6IkpXVCJ9."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(inner.getBytes(StandardCharsets.US_ASCII))
                + ".AA";
        Object deep = "bottom";
        for (int i = 0; i < 200; i++) {
            deep = List.of(deep);
        }

        assertThat(bench.refused(nested)).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(token().claim("deep", deep).sign())).isEqualTo(FORBIDDEN);
    }

    @Test
    void refusesExtensionsThatItDoesNotKnow() {
        assertThat(bench.refused(token().header("crit", List.of("b64"))
                        .header("b64", false)
                        .sign()))
                .isEqualTo(FORBIDDEN);
    }

    /** Another character in one place; it differs in the lowest bit, which in the last place of a signature is not used. */
    private static String flipped(String token, int at) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char other = alphabet.charAt(alphabet.indexOf(token.charAt(at)) ^ 1);
        return token.substring(0, at) + other + token.substring(at + 1);
    }

    private static byte[] hmac(byte[] secret, byte[] input) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
