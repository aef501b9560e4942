package io.aigateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.aigateway.kernel.Caller;
import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.kernel.FailureException;
import io.aigateway.kernel.Secret;
import io.aigateway.settings.AuthSettings;
import io.aigateway.testkit.FakeToken;
import io.aigateway.testkit.OnLoop;
import io.aigateway.wire.Json;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenIssuerTest {
    private static final TokenWish WISH = new TokenWish("user-1", null, null, null);

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private FakeToken token() {
        return bench.gitlab.token().scopes("complete_code", "duo_chat");
    }

    private IssuedToken issue(Identity caller, TokenWish wish) {
        return OnLoop.await(
                TokenIssuer.create(bench.vertx, bench.settings(), bench.clock).issue(caller, wish));
    }

    private Failure refused(Identity caller, TokenWish wish) {
        try {
            issue(caller, wish);
        } catch (FailureException e) {
            return e.failure();
        }
        throw new AssertionError("issued");
    }

    private static JsonNode part(IssuedToken issued, int number) {
        try {
            return Json.read(Base64.getUrlDecoder().decode(issued.token().split("\\.", 3)[number]));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Credentials credentials(IssuedToken issued, String realm) {
        return new Credentials("Bearer " + issued.token(), "oidc", realm, FakeToken.INSTANCE, "user-1", null);
    }

    private Identity saasCaller(Object rootNamespace) {
        String token = token().realm("saas")
                .claim("gitlab_root_namespace_id", rootNamespace)
                .claim("gitlab_instance_uid", "uid-1")
                .sign();
        return bench.accepted(new Credentials("Bearer " + token, "oidc", "saas", FakeToken.INSTANCE, "user-1", null));
    }

    @Test
    void issuesATokenForAUserOfASelfManagedInstance() {
        bench.signingWith(20);
        Identity caller = bench.accepted(token().claim("gitlab_instance_id", FakeToken.INSTANCE)
                .claim("gitlab_instance_uid", FakeToken.INSTANCE)
                .claim("duo_seat_count", "25")
                .claim("skip_usage_cutoff", false)
                .claim("tool_access_policies", Map.of("a", List.of(1)))
                .sign());

        IssuedToken issued = issue(caller, new TokenWish("user-1", "4711", "815", "90"));

        long now = bench.clock.instant().getEpochSecond();
        JsonNode claims = part(issued, 1);
        assertThat(Json.writeText(part(issued, 0))).isEqualTo("{\"typ\":\"JWT\",\"alg\":\"RS256\"}");
        assertThat(issued.expiresAt()).isEqualTo(now + 3600);
        assertThat(claims.path("iss").asText()).isEqualTo("gitlab-ai-gateway");
        assertThat(claims.path("aud").asText()).isEqualTo("gitlab-ai-gateway");
        assertThat(claims.path("sub").asText()).isEqualTo("user-1");
        assertThat(claims.path("exp").asLong()).isEqualTo(now + 3600);
        assertThat(claims.path("nbf").asLong()).isEqualTo(now);
        assertThat(claims.path("iat").asLong()).isEqualTo(now);
        assertThat(claims.path("jti").asText()).matches("[0-9a-f-]{36}");
        assertThat(claims.path("gitlab_realm").asText()).isEqualTo("self-managed");
        assertThat(claims.path("gitlab_instance_id").asText()).isEqualTo(FakeToken.INSTANCE);
        assertThat(claims.path("gitlab_instance_uid").asText()).isEqualTo(FakeToken.INSTANCE);
        assertThat(claims.path("scopes").toString()).isEqualTo("[\"complete_code\"]");
        assertThat(claims.path("duo_seat_count").textValue()).isEqualTo("25");
        assertThat(claims.get("skip_usage_cutoff").isBoolean()).isTrue();
        assertThat(claims.path("tool_access_policies").toString()).isEqualTo("{\"a\":[1]}");
        assertThat(claims.size()).isEqualTo(14);
    }

    @Test
    void issuesATokenForAUserOfGitlabCom() {
        bench.signingWith(20);

        JsonNode claims = part(issue(saasCaller(815), new TokenWish("user-1", "4711", "311", "90")), 1);

        assertThat(claims.path("gitlab_project_id").textValue()).isEqualTo("4711");
        assertThat(claims.path("gitlab_namespace_id").textValue()).isEqualTo("311");
        assertThat(claims.get("gitlab_root_namespace_id").isIntegralNumber()).isTrue();
        assertThat(claims.path("gitlab_root_namespace_id").asLong()).isEqualTo(815);
        assertThat(claims.has("gitlab_instance_uid")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"815,90,815", "'\"815\"',90,815", "null,90,90", "0,90,90", "-3,90,90", "null,0,null", "null,x,null"})
    void prefersTheRootNamespaceOfTheToken(String claim, String header, String expected) throws IOException {
        bench.signingWith(20);
        Identity caller = saasCaller(Json.read(claim.getBytes(UTF_8)));

        JsonNode claims = part(issue(caller, new TokenWish("user-1", null, null, header)), 1);

        assertThat(claims.get("gitlab_root_namespace_id").asText()).isEqualTo(expected);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "null", "abc", "-1", "1.5", "12345678901234567890"})
    void ignoresIdsThatAreNone(String id) {
        bench.signingWith(20);

        JsonNode claims = part(issue(saasCaller(null), new TokenWish("user-1", id, id, id)), 1);

        for (String name : List.of("gitlab_project_id", "gitlab_namespace_id", "gitlab_root_namespace_id")) {
            assertThat(claims.get(name).isNull()).isTrue();
        }
    }

    @Test
    void letsNobodyOfASelfManagedInstanceChooseAProject() {
        bench.signingWith(20);
        Identity caller = bench.accepted(token().claim("gitlab_project_id", 1).sign());

        JsonNode claims = part(issue(caller, new TokenWish("user-1", "4711", "815", "90")), 1);

        for (String name : List.of("gitlab_project_id", "gitlab_namespace_id", "gitlab_root_namespace_id")) {
            assertThat(claims.has(name)).isFalse();
        }
    }

    @Test
    void acceptsItsOwnTokensButIssuesNoneForThem() {
        bench.signingWith(20);
        IssuedToken issued = issue(bench.accepted(token().sign()), WISH);

        Identity user = bench.accepted(credentials(issued, "self-managed"));

        assertThat(user.issuedByGateway()).isTrue();
        assertThat(user.subject()).isEqualTo("user-1");
        assertThat(user.scopes().names()).containsExactly("complete_code");
        assertThat(refused(user, WISH))
                .isEqualTo(Failure.of(Kind.FORBIDDEN, "Unauthorized to create user access token"));
    }

    @Test
    void acceptsTokensOfThePreviousSigningKey() {
        AuthSettings before = bench.signingWith(21).settings();
        bench.signingWith(20).validatingWith(21);
        IssuedToken old = OnLoop.await(
                TokenIssuer.create(bench.vertx, before, bench.clock).issue(bench.accepted(token().sign()), WISH));

        assertThat(bench.accepted(credentials(old, "self-managed")).issuedByGateway())
                .isTrue();
    }

    @Test
    void grantsWhatItMayInOrder() {
        bench.signingWith(20);
        Identity caller = bench.accepted(token().scopes("ai_gateway_model_provider_proxy", "x", "complete_code")
                .sign());

        assertThat(part(issue(caller, WISH), 1).path("scopes").toString())
                .isEqualTo("[\"complete_code\",\"ai_gateway_model_provider_proxy\"]");
    }

    @Test
    void refusesWhoHasNothingToPassOn() {
        bench.signingWith(20);
        Identity caller = bench.accepted(token().scopes("duo_chat").sign());

        assertThat(refused(caller, WISH))
                .isEqualTo(Failure.of(Kind.FORBIDDEN, "Unauthorized to create user access token"));
    }

    @Test
    void issuesATokenWithWhatIsKnownWhenAuthenticationIsBypassed() {
        bench.signingWith(20);

        IssuedToken issued = issue(Identity.DEBUG, new TokenWish("user-1", "4711", null, null));

        assertThat(part(issued, 1).path("scopes").toString())
                .isEqualTo("[\"complete_code\",\"ai_gateway_model_provider_proxy\"]");
        assertThat(bench.accepted(credentials(issued, "any")).subject()).isEqualTo("user-1");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void asksWhoseTokenItShallBe(String user) {
        bench.signingWith(20);

        Failure failure = refused(Identity.DEBUG, new TokenWish(user, null, null, null));

        assertThat(failure.kind()).isEqualTo(Kind.INVALID);
        assertThat(failure.problems())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.location()).containsExactly("header", "x-gitlab-global-user-id"));
    }

    @Test
    void saysThatItCannotSignWithoutAKey() {
        assertThat(refused(Identity.DEBUG, WISH)).isEqualTo(Failure.of(Kind.INTERNAL, "Failed to generate JWT"));
    }

    @Test
    void saysThatItCannotSignWhenSigningFails() {
        bench.signingWith(20);
        Identity unwritable = new Identity(
                "", "", "", "", "", new Caller.Grant(true, Set.of()), false, false, Map.of("x", new Object()));

        assertThat(refused(unwritable, WISH)).isEqualTo(Failure.of(Kind.INTERNAL, "Failed to generate JWT"));
    }

    @Test
    void replacesNoClaimOfItsOwnByOneOfTheCaller() {
        bench.signingWith(20);
        Identity caller = new Identity(
                "", "", "", "", "", new Caller.Grant(true, Set.of()), false, false, Map.of("sub", "admin", "exp", 1));

        JsonNode claims = part(issue(caller, WISH), 1);

        assertThat(claims.path("sub").asText()).isEqualTo("user-1");
        assertThat(claims.path("exp").asLong()).isGreaterThan(1);
    }

    @Test
    void refusesWhatIsMoreThanItCanSign() {
        bench.signingWith(20);
        TokenIssuer issuer = TokenIssuer.create(bench.vertx, bench.settings(), bench.clock);
        var all = OnLoop.of(bench.vertx)
                .call(() -> IntStream.range(0, TokenIssuer.MAX_PENDING * 20)
                        .mapToObj(i -> issuer.issue(Identity.DEBUG, WISH))
                        .toList());

        OnLoop.until("all are answered", () -> all.stream().allMatch(Future::isComplete));

        assertThat(all.stream().filter(Future::succeeded).count()).isGreaterThanOrEqualTo(TokenIssuer.MAX_PENDING);
        assertThat(all.stream().filter(Future::failed))
                .isNotEmpty()
                .allSatisfy(refused -> assertThat(
                                FailureException.failureIn(refused.cause()).kind())
                        .isEqualTo(Kind.OVERLOADED));
        assertThat(OnLoop.await(issuer.issue(Identity.DEBUG, WISH)).token()).isNotEmpty();
    }

    @Test
    void answersOnTheThreadOfTheCaller() {
        bench.signingWith(20);
        TokenIssuer issuer = TokenIssuer.create(bench.vertx, bench.settings(), bench.clock);

        String thread = OnLoop.of(bench.vertx)
                .await(() -> issuer.issue(Identity.DEBUG, WISH)
                        .map(issued -> Thread.currentThread().getName()));

        assertThat(thread).contains("eventloop");
    }

    @Test
    void refusesToStartWithAKeyThatIsNone() {
        var settings = bench.settings();
        var broken = new AuthSettings(
                settings.serviceName(),
                settings.gitlabUrl(),
                settings.customerPortalUrl(),
                new Secret("s3cret"),
                settings.validationKey(),
                settings.caBundle(),
                settings.bypass(),
                null);

        assertThatThrownBy(() -> TokenIssuer.create(bench.vertx, broken, bench.clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("AIGW_SELF_SIGNED_JWT__SIGNING_KEY: *** (expected: an RSA private key")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> Authenticator.create(bench.vertx, broken, bench.clock))
                .hasMessageStartingWith("AIGW_SELF_SIGNED_JWT__SIGNING_KEY");
    }

    @Test
    void showsNoToken() {
        assertThat(new IssuedToken("t0ken", 5)).hasToString("IssuedToken[expiresAt: 5]");
    }
}
