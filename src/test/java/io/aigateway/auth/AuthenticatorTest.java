package io.aigateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.testkit.FakeToken;
import io.aigateway.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers, claims, and what they must have to do with each other. */
class AuthenticatorTest {
    private static final Failure FORBIDDEN = Failure.of(Kind.UNAUTHENTICATED, "Forbidden by auth provider");

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private FakeToken token() {
        return bench.gitlab.token();
    }

    @Test
    void readsWhatTheTokenSays() {
        String token = token().scopes("complete_code", "duo_chat")
                .realm("saas")
                .claim("gitlab_instance_id", FakeToken.INSTANCE)
                .claim("gitlab_instance_uid", "uid-1")
                .sign();

        Identity identity =
                bench.accepted(new Credentials("Bearer " + token, "oidc", "saas", FakeToken.INSTANCE, null, null));

        assertThat(identity.issuer()).isEqualTo(bench.gitlab.issuer());
        assertThat(identity.subject()).isEqualTo(FakeToken.INSTANCE);
        assertThat(identity.realm()).isEqualTo("saas");
        assertThat(identity.instanceId()).isEqualTo(FakeToken.INSTANCE);
        assertThat(identity.instanceUid()).isEqualTo("uid-1");
        assertThat(identity.scopes().names()).containsExactly("complete_code", "duo_chat");
        assertThat(identity.scopes().everything()).isFalse();
        assertThat(identity.issuedByGateway()).isFalse();
        assertThat(identity.bypassed()).isFalse();
        assertThat(identity.extraClaims()).isEmpty();
    }

    @Test
    void keepsTheClaimsThatItDoesNotKnow() {
        String token = token().claim("duo_seat_count", "25")
                .claim("gitlab_root_namespace_id", 815)
                .claim("gitlab_project_id", null)
                .claim("tool_access_policies", Map.of("deny", List.of("a", "b")))
                .sign();

        Identity identity = bench.accepted(token);

        assertThat(identity.extraClaims())
                .containsOnlyKeys(
                        "duo_seat_count", "gitlab_root_namespace_id", "gitlab_project_id", "tool_access_policies")
                .containsEntry("gitlab_root_namespace_id", 815)
                .containsEntry("gitlab_project_id", null)
                .containsEntry("tool_access_policies", Map.of("deny", List.of("a", "b")));
        assertThat(identity.claim("gitlab_root_namespace_id")).contains("815");
        assertThat(identity.claim("duo_seat_count")).contains("25");
        assertThat(identity.claim("gitlab_project_id")).isEmpty();
        assertThat(identity.claim("tool_access_policies")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true,true", "'\"true\"',true", "1,true", "false,false", "0,false", "null,false", "'\"false\"',false"})
    void knowsWhoIsExemptFromUsageQuota(String value, boolean exempt) throws Exception {
        String token = token().claim("skip_usage_cutoff", Json.read(value.getBytes(UTF_8)))
                .sign();

        assertThat(bench.accepted(token).skipsUsageCutoff()).isEqualTo(exempt);
    }

    @Test
    void acceptsTheHeadersThatTheTestKitMakes() {
        Map<String, String> headers = token().realm("saas").instance("i-1").headers("user-1");

        Identity identity = bench.accepted(new Credentials(
                headers.get("Authorization"),
                headers.get("X-Gitlab-Authentication-Type"),
                headers.get("X-Gitlab-Realm"),
                headers.get("X-Gitlab-Instance-Id"),
                headers.get("X-Gitlab-Global-User-Id"),
                null));

        assertThat(identity.subject()).isEqualTo("i-1");
    }

    @Test
    void asksForAnAuthorizationHeader() {
        assertThat(bench.refused(Credentials.NONE))
                .isEqualTo(Failure.of(Kind.UNAUTHENTICATED, "No authorization header presented"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer a b", "Bearera", "token"})
    void refusesAnAuthorizationHeaderOfAnotherForm(String authorization) {
        var credentials = new Credentials(authorization, null, null, null, null, null);

        assertThat(bench.refused(credentials))
                .isEqualTo(Failure.of(Kind.UNAUTHENTICATED, "Invalid authorization header"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "OIDC", "oidc ", "jwt"})
    void refusesAnyOtherAuthenticationType(String type) {
        var credentials = new Credentials("Bearer x", type, null, null, null, null);

        assertThat(bench.refused(credentials))
                .isEqualTo(
                        Failure.of(Kind.UNAUTHENTICATED, "Invalid authentication token type - only OIDC is supported"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer ", "BEARER  ", " Bearer\t"})
    void takesTheSchemeInAnyCase(String scheme) {
        var credentials =
                new Credentials(scheme + token().sign(), "oidc", "self-managed", FakeToken.INSTANCE, null, null);

        assertThat(bench.accepted(credentials).subject()).isEqualTo(FakeToken.INSTANCE);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "saas", "Self-Managed", "self-managed "})
    void refusesAnotherRealmThanTheTokens(String realm) {
        var credentials = new Credentials("Bearer " + token().sign(), "oidc", realm, FakeToken.INSTANCE, "u", null);

        assertThat(bench.refused(credentials))
                .isEqualTo(Failure.of(Kind.UNAUTHENTICATED, "Header mismatch 'X-Gitlab-Realm'"));
    }

    @Test
    void refusesAnotherInstanceThanTheTokens() {
        String token = token().claim("gitlab_instance_id", "other").sign();

        assertThat(bench.refused(token))
                .isEqualTo(Failure.of(Kind.UNAUTHENTICATED, "Header mismatch 'X-Gitlab-Instance-Id'"));
    }

    @Test
    void comparesTheSubjectOfAServiceTokenWithTheInstance() {
        String token = token().instance("other").sign();

        assertThat(bench.refused(token))
                .isEqualTo(Failure.of(Kind.UNAUTHENTICATED, "Header mismatch 'X-Gitlab-Instance-Id'"));
    }

    @Test
    void refusesAMissingHeaderWhenTheTokenHasTheClaim() {
        var credentials = new Credentials("Bearer " + token().sign(), "oidc", "self-managed", null, null, null);

        assertThat(bench.refused(credentials).detail()).isEqualTo("Header mismatch 'X-Gitlab-Instance-Id'");
    }

    @Test
    void comparesTheRealmFirst() {
        String token = token().realm("saas").instance("other").sign();

        assertThat(bench.refused(token).detail()).isEqualTo("Header mismatch 'X-Gitlab-Realm'");
    }

    @Test
    void comparesNothingWithClaimsThatAreEmptyOrAbsent() {
        String token = token().realm("")
                .without("sub")
                .claim("gitlab_instance_id", null)
                .sign();

        Identity identity = bench.accepted(new Credentials("Bearer " + token, "oidc", null, null, null, null));

        assertThat(identity.realm()).isEmpty();
        assertThat(identity.subject()).isEmpty();
    }

    @Test
    void doesNotTakeAClaimOfAnotherTypeForAbsent() {
        String token = token().claim("gitlab_realm", List.of("saas")).sign();

        assertThat(bench.refused(token).detail()).isEqualTo("Header mismatch 'X-Gitlab-Realm'");
    }

    @Test
    void comparesTheHeadersOfEachRequestAlsoForAKnownToken() {
        String token = token().sign();
        bench.accepted(token);

        var credentials = new Credentials("Bearer " + token, "oidc", "saas", FakeToken.INSTANCE, null, null);
        assertThat(bench.refused(credentials).detail()).isEqualTo("Header mismatch 'X-Gitlab-Realm'");
        assertThat(bench.accepted(token).realm()).isEqualTo("self-managed");
    }

    @Test
    void acceptsAnAudienceThatIsATextOrOneOfSeveral() {
        assertThat(bench.accepted(token().claim("aud", "gitlab-ai-gateway").sign())
                        .issuer())
                .isEqualTo(bench.gitlab.issuer());
        assertThat(bench.accepted(token().audience("gitlab-duo-workflow-service", "gitlab-ai-gateway")
                                .sign())
                        .issuer())
                .isEqualTo(bench.gitlab.issuer());
    }

    @Test
    void refusesATokenForSomebodyElse() {
        assertThat(bench.refused(token().audience("gitlab-duo-workflow-service").sign()))
                .isEqualTo(FORBIDDEN);
        assertThat(bench.refused(token().audience().sign())).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(token().without("aud").sign())).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(token().claim("aud", "gitlab-ai-gateway-2").sign()))
                .isEqualTo(FORBIDDEN);
        assertThat(bench.refused(
                        token().claim("aud", Map.of("a", "gitlab-ai-gateway")).sign()))
                .isEqualTo(FORBIDDEN);
    }

    @Test
    void refusesATokenThatHasEnded() {
        assertThat(bench.refused(token().expiresIn(Duration.ofSeconds(-61)).sign()))
                .isEqualTo(FORBIDDEN);
        assertThat(bench.accepted(token().expiresIn(Duration.ofSeconds(-55)).sign())
                        .bypassed())
                .isFalse();
    }

    @Test
    void refusesATokenThatNeverEnds() {
        assertThat(bench.refused(token().without("exp").sign())).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(token().claim("exp", null).sign())).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(token().claim("exp", "4102444800").sign())).isEqualTo(FORBIDDEN);
    }

    @Test
    void refusesATokenThatHasNotBegun() {
        assertThat(bench.refused(token().validIn(Duration.ofSeconds(65)).sign()))
                .isEqualTo(FORBIDDEN);
        assertThat(bench.refused(token().claim("nbf", "0").sign())).isEqualTo(FORBIDDEN);
        assertThat(bench.accepted(token().validIn(Duration.ofSeconds(55)).sign())
                        .bypassed())
                .isFalse();
        assertThat(bench.accepted(token().without("nbf").sign()).bypassed()).isFalse();
    }

    @Test
    void acceptsATokenIssuedByAClockThatIsFast() {
        long future = bench.clock.instant().getEpochSecond() + 30;

        assertThat(bench.accepted(token().claim("iat", future).sign()).bypassed())
                .isFalse();
    }

    @Test
    void refusesASubjectOrIdThatIsNoText() {
        assertThat(bench.refused(token().claim("sub", 42).sign())).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(token().claim("jti", 42).sign())).isEqualTo(FORBIDDEN);
        assertThat(bench.refused(token().claim("sub", null).sign())).isEqualTo(FORBIDDEN);
    }

    @Test
    void grantsNothingWhenTheScopesAreNoList() {
        assertThat(bench.accepted(token().claim("scopes", "complete_code").sign())
                        .scopes()
                        .names())
                .isEmpty();
        assertThat(bench.accepted(token().without("scopes").sign()).scopes().names())
                .isEmpty();
        assertThat(bench.accepted(token().claim("scopes", List.of(1, "a")).sign())
                        .scopes()
                        .names())
                .containsExactly("a");
    }

    @Test
    void forgetsAKnownTokenWhenItEnds() {
        String token = token().expiresIn(Duration.ofSeconds(30)).sign();
        bench.accepted(token);

        bench.clock.advance(Duration.ofSeconds(91));

        assertThat(bench.refused(token)).isEqualTo(FORBIDDEN);
    }

    @Test
    void showsNoTokenAndNoUser() {
        String token = token().claim("secret", "s3cret").sign();

        assertThat(Bench.with(token).toString()).doesNotContain(token).doesNotContain("user-1");
        assertThat(bench.accepted(token).toString()).doesNotContain("s3cret").doesNotContain(FakeToken.INSTANCE);
        assertThat(String.valueOf(Jwt.parse(token))).isEqualTo("Jwt[RS256]");
    }
}
