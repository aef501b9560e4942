package io.aigateway.settings;

import io.aigateway.kernel.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens are trusted, and which are issued. Source: contract sections 7.2 to 7.4 and 8.
 *
 * @param serviceName         audience that tokens must name; issuer and audience of the gateway's own
 * @param gitlabUrl           OIDC provider: the GitLab instance
 * @param customerPortalUrl   OIDC provider: the Customers Portal; also asked for usage quota
 * @param signingKey          PEM of the RSA key that signs user tokens; empty when none are issued
 * @param validationKey       PEM of a second RSA key whose tokens are accepted, for rotation; may be empty
 * @param caBundle            PEM file of certificate authorities for the OIDC providers; empty for the JDK's
 * @param bypass              what is not checked; never in production
 * @param quota               credentials for usage quota; null when it is not checked
 */
public record AuthSettings(
        String serviceName,
        URI gitlabUrl,
        URI customerPortalUrl,
        Secret signingKey,
        Secret validationKey,
        Path caBundle,
        Bypass bypass,
        @Nullable QuotaCredentials quota) {

    static final Setting<String> SERVICE_NAME = Kinds.text(
            "AIGW_CLOUD_CONNECTOR_SERVICE_NAME",
            "gitlab-ai-gateway",
            "Audience that tokens must name; issuer and audience of the tokens that the gateway issues.");
    static final Setting<URI> GITLAB_URL = Kinds.url(
            "AIGW_GITLAB_URL", "https://gitlab.com", "GitLab instance whose tokens are accepted (OIDC discovery).");
    static final Setting<URI> CUSTOMER_PORTAL_URL = Kinds.url(
            "AIGW_CUSTOMER_PORTAL_URL",
            "https://customers.gitlab.com",
            "Customers Portal whose tokens are accepted (OIDC discovery), and which is asked for usage quota.");
    static final Setting<Secret> SIGNING_KEY =
            Kinds.secret("AIGW_SELF_SIGNED_JWT__SIGNING_KEY", "RSA private key, PEM, that signs user access tokens.");
    static final Setting<Secret> VALIDATION_KEY = Kinds.secret(
            "AIGW_SELF_SIGNED_JWT__VALIDATION_KEY",
            "RSA private key, PEM, whose tokens are accepted too: the next or the previous signing key.");
    static final Setting<Path> CA_BUNDLE = Kinds.file(
            "REQUESTS_CA_BUNDLE", "Certificate authorities, PEM, trusted for OIDC discovery beside the JDK's.");
    static final Setting<Boolean> BYPASS_EXTERNAL = Kinds.flag(
            "AIGW_AUTH__BYPASS_EXTERNAL", false, "Let every request in with every permission. Never in production.");
    static final Setting<Boolean> BYPASS_WITH_HEADER = Kinds.flag(
            "AIGW_AUTH__BYPASS_EXTERNAL_WITH_HEADER",
            false,
            "The same for requests with the header Bypass-Auth: true. Never in production.");
    static final Setting<Boolean> BYPASS_SIGNATURE = Kinds.flag(
            "AIGW_AUTH__BYPASS_JWT_SIGNATURE",
            false,
            "Accept tokens without checking their signature. Never in production.");
    static final Setting<String> QUOTA_USER = Kinds.text(
            "CUSTOMER_PORTAL_USAGE_QUOTA_API_USER",
            "",
            "With the token: usage quota is checked at the Customers Portal.");
    static final Setting<Secret> QUOTA_TOKEN =
            Kinds.secret("CUSTOMER_PORTAL_USAGE_QUOTA_API_TOKEN", "Token that goes with the user above.");

    static final List<Setting<?>> ALL = List.of(
            SERVICE_NAME,
            GITLAB_URL,
            CUSTOMER_PORTAL_URL,
            SIGNING_KEY,
            VALIDATION_KEY,
            CA_BUNDLE,
            BYPASS_EXTERNAL,
            BYPASS_WITH_HEADER,
            BYPASS_SIGNATURE,
            QUOTA_USER,
            QUOTA_TOKEN);

    /**
     * What is not checked.
     *
     * @param everything every request is let in
     * @param withHeader requests with {@code Bypass-Auth: true} are let in
     * @param signature  the signature of tokens is not verified
     */
    public record Bypass(boolean everything, boolean withHeader, boolean signature) {}

    /**
     * Credentials for the usage-quota service.
     *
     * @param user  sent as {@code X-Admin-Email}
     * @param token sent as {@code X-Admin-Token}
     */
    public record QuotaCredentials(String user, Secret token) {}

    static AuthSettings from(Environment environment) {
        return new AuthSettings(
                environment.read(SERVICE_NAME),
                environment.read(GITLAB_URL),
                environment.read(CUSTOMER_PORTAL_URL),
                environment.read(SIGNING_KEY),
                environment.read(VALIDATION_KEY),
                environment.read(CA_BUNDLE),
                new Bypass(
                        environment.read(BYPASS_EXTERNAL),
                        environment.read(BYPASS_WITH_HEADER),
                        environment.read(BYPASS_SIGNATURE)),
                quota(environment));
    }

    private static @Nullable QuotaCredentials quota(Environment environment) {
        String user = environment.read(QUOTA_USER);
        Secret token = environment.read(QUOTA_TOKEN);
        return user.isEmpty() || token.reveal().isEmpty() ? null : new QuotaCredentials(user, token);
    }
}
