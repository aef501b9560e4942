package io.aigateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Answer;
import io.aigateway.testkit.FakeIssuer;
import io.aigateway.testkit.FakeToken;
import io.aigateway.testkit.TestKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Attacks with tokens, over HTTP: each row is one step away from a token that is let in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenAttackE2eTest {
    private static final String PATH = "/v2/code/completions";
    private static final String BODY = """
            {"prompt_version": 1, "current_file": {"file_name": "a.py", "content_above_cursor": "x", "content_below_cursor": ""}}
            """;
    private static final String FORBIDDEN = "{\"error\":\"Forbidden by auth provider\"}";

    private TestGateway gateway;

    @BeforeAll
    void start() {
        gateway = TestGateway.start("AIGW_MOCK_MODEL_RESPONSES", "true");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    static Stream<Arguments> attacks() {
        return Stream.of(algorithms(), keys(), times(), people(), forms()).flatMap(Function.identity());
    }

    private static Stream<Arguments> algorithms() {
        return Stream.of(
                row(
                        "alg none, no signature",
                        (issuer, token) -> token.header("alg", "none").sign(input -> new byte[0])),
                row("alg None", (issuer, token) -> token.header("alg", "None").sign(input -> new byte[0])),
                row(
                        "alg none, genuine signature",
                        (issuer, token) -> token.header("alg", "none").sign()),
                row(
                        "alg none, no key id",
                        (issuer, token) ->
                                token.header("alg", "none").withoutKeyId().sign(input -> new byte[0])),
                row(
                        "HS256 with the public key, DER",
                        (issuer, token) -> token.header("alg", "HS256")
                                .sign(hmac(issuer.key().getPublic().getEncoded()))),
                row(
                        "HS256 with the public key, PEM",
                        (issuer, token) -> token.header("alg", "HS256")
                                .sign(hmac(pem(issuer.key().getPublic().getEncoded())))),
                row(
                        "HS256 with nothing",
                        (issuer, token) -> token.header("alg", "HS256").sign(hmac(new byte[1]))),
                row(
                        "RS512 announced",
                        (issuer, token) -> token.header("alg", "RS512").sign()),
                row(
                        "a list of algorithms",
                        (issuer, token) -> token.header("alg", List.of("RS256")).sign()),
                row("no algorithm", (issuer, token) -> token.header("alg", null).sign()),
                row("no signature", (issuer, token) -> token.sign(input -> new byte[0])),
                row("a signature of zeros", (issuer, token) -> token.sign(input -> new byte[256])));
    }

    private static Stream<Arguments> keys() {
        return Stream.of(
                row(
                        "an unknown key id",
                        (issuer, token) -> token.keyId("no-such-key")
                                .signedWith(TestKeys.pair(3))
                                .sign()),
                row(
                        "a known key id, another key",
                        (issuer, token) -> token.signedWith(TestKeys.pair(3)).sign()),
                row(
                        "a key id that is a path",
                        (issuer, token) -> token.keyId("../../../../dev/null").sign(hmac(new byte[1]))),
                row(
                        "a key id that is SQL",
                        (issuer, token) -> token.keyId("x' UNION SELECT 'key")
                                .sign(hmac("key".getBytes(StandardCharsets.US_ASCII)))),
                row(
                        "a key id that is a URL",
                        (issuer, token) -> token.keyId(issuer.url() + "/evil")
                                .signedWith(TestKeys.pair(3))
                                .sign()),
                row(
                        "a key id with control characters",
                        (issuer, token) -> token.keyId("a\r\nb\u0000")
                                .signedWith(TestKeys.pair(3))
                                .sign()),
                row(
                        "a key id that is no text",
                        (issuer, token) -> token.header("kid", List.of("key-0")).sign()),
                row(
                        "a key in the header",
                        (issuer, token) -> token.withoutKeyId()
                                .header("jwk", FakeIssuer.jwk("mine", TestKeys.pair(3)))
                                .signedWith(TestKeys.pair(3))
                                .sign()),
                row(
                        "a URL of keys in the header",
                        (issuer, token) -> token.keyId("mine")
                                .header("jku", issuer.url() + "/oauth/discovery/keys?mine")
                                .signedWith(TestKeys.pair(3))
                                .sign()),
                row(
                        "a URL of a certificate in the header",
                        (issuer, token) -> token.keyId("mine")
                                .header("x5u", issuer.url() + "/mine.pem")
                                .header("x5c", List.of("MIIB"))
                                .signedWith(TestKeys.pair(3))
                                .sign()));
    }

    private static Stream<Arguments> times() {
        return Stream.of(
                row(
                        "expired",
                        (issuer, token) ->
                                token.expiresIn(Duration.ofSeconds(-61)).sign()),
                row("no exp", (issuer, token) -> token.without("exp").sign()),
                row("exp null", (issuer, token) -> token.claim("exp", null).sign()),
                row(
                        "exp as text",
                        (issuer, token) -> token.claim("exp", "99999999999").sign()),
                row("exp below zero", (issuer, token) -> token.claim("exp", -1).sign()),
                row(
                        "exp infinite",
                        (issuer, token) -> token.signRewritten(
                                UnaryOperator.identity(),
                                claims -> claims.replaceFirst("\"exp\":\\d+", "\"exp\":1e999"))),
                row(
                        "not yet valid",
                        (issuer, token) -> token.validIn(Duration.ofMinutes(5)).sign()),
                row("nbf as text", (issuer, token) -> token.claim("nbf", "0").sign()));
    }

    private static Stream<Arguments> people() {
        return Stream.of(
                row(
                        "an issuer that nobody knows",
                        (issuer, token) ->
                                token.issuer("https://gitlab.example.com").sign()),
                row("no issuer", (issuer, token) -> token.without("iss").sign()),
                row(
                        "a list of issuers",
                        (issuer, token) ->
                                token.claim("iss", List.of(issuer.issuer())).sign()),
                row(
                        "the gateway as issuer",
                        (issuer, token) -> token.issuer("gitlab-ai-gateway").sign()),
                row(
                        "another audience",
                        (issuer, token) ->
                                token.audience("gitlab-duo-workflow-service").sign()),
                row("no audience", (issuer, token) -> token.without("aud").sign()),
                row(
                        "an audience that begins so",
                        (issuer, token) -> token.audience("gitlab-ai-gateway-2").sign()),
                row(
                        "an audience in another case",
                        (issuer, token) -> token.audience("GitLab-AI-Gateway").sign()),
                row(
                        "a subject that is no text",
                        (issuer, token) -> token.claim("sub", 42).sign()));
    }

    private static Stream<Arguments> forms() {
        return Stream.of(
                row("a token in a token", (issuer, token) -> nested(token.sign())),
                row("a token in a token, in quotes", (issuer, token) -> nested('"' + token.sign() + '"')),
                row("the encrypted form", (issuer, token) -> "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AA.AA.AA"),
                row(
                        "an extension",
                        (issuer, token) -> token.header("crit", List.of("b64"))
                                .header("b64", false)
                                .sign()),
                row(
                        "alg twice",
                        (issuer, token) -> token.signRewritten(
                                header -> "{\"alg\":\"none\"," + header.substring(1), UnaryOperator.identity())),
                row(
                        "sub twice",
                        (issuer, token) -> token.signRewritten(
                                UnaryOperator.identity(), claims -> "{\"sub\":\"other\"," + claims.substring(1))),
                row(
                        "scopes twice",
                        (issuer, token) -> token.signRewritten(
                                UnaryOperator.identity(),
                                claims -> claims.substring(0, claims.length() - 1) + ",\"scopes\":[\"duo_chat\"]}")),
                row(
                        "a claim twice, once escaped",
                        (issuer, token) -> token.signRewritten(
                                UnaryOperator.identity(), claims -> "{\"\\u0061ud\":\"x\"," + claims.substring(1))),
                row(
                        "a huge token",
                        (issuer, token) ->
                                token.claim("filler", "x".repeat(20_000)).sign()),
                row(
                        "two documents as claims",
                        (issuer, token) -> token.signRewritten(UnaryOperator.identity(), claims -> claims + "{}")),
                row(
                        "claims that are no object",
                        (issuer, token) -> token.signRewritten(UnaryOperator.identity(), claims -> "[" + claims + "]")),
                row("no UTF-8", (issuer, token) -> "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiL_In0.AA"),
                row("padding", (issuer, token) -> token.sign() + "=="),
                row("a fourth part", (issuer, token) -> token.sign() + ".AA"),
                row(
                        "another alphabet",
                        (issuer, token) -> token.sign().replace('_', '/').replace('-', '+') + "+/"));
    }

    /** What an attacker makes of the issuer's public data and of a token that is let in. */
    interface Attack {
        String token(FakeIssuer issuer, FakeToken genuine);
    }

    private static Arguments row(String what, Attack attack) {
        return Arguments.of(what, attack);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void refuses(String what, Attack attack) {
        FakeIssuer issuer = gateway.issuer();
        String token = attack.token(issuer, issuer.token().scopes("complete_code"));

        Answer answer = gateway.rails("complete_code")
                .header("Authorization", "Bearer " + token)
                .post(PATH, BODY);

        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.text()).isEqualTo(FORBIDDEN);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void letsTheTokenInThatTheOthersAreMadeFrom() {
        String token = gateway.issuer()
                .token()
                .scopes("complete_code")
                .signRewritten(UnaryOperator.identity(), UnaryOperator.identity());

        Answer answer = gateway.rails("complete_code")
                .header("Authorization", "Bearer " + token)
                .post(PATH, BODY);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @Test
    void asksNobodyButTheIssuerForKeys() {
        assertThat(gateway.upstream().received()).isEmpty();
    }

    private static String nested(String payload) {
        return "eyJhbGciOiJSUzI1NiIsImN0eSI6IkpXVCJ9."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.US_ASCII))
                + ".AA";
    }

    private static byte[] pem(byte[] der) {
        return ("-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(der)
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static UnaryOperator<byte[]> hmac(byte[] secret) {
        return input -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                return mac.doFinal(input);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        };
    }
}
