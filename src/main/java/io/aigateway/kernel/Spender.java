package io.aigateway.kernel;

/**
 * Whom a request is counted for. What a token vouches for comes before what a header says.
 *
 * @param instance the GitLab instance; may be empty
 * @param user     the user, told apart between instances; may be empty
 * @param realm    {@code saas}, {@code self-managed} or empty
 * @param subject  issuer and subject of the token, which stand for the credential; may be empty
 * @param feature  {@link Feature#key()}, or empty
 */
public record Spender(String instance, String user, String realm, String subject, String feature) {
    /** Nobody said. */
    public static final Spender NOBODY = new Spender("", "", "", "", "");
}
