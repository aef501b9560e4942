package io.aigateway.provider;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Secret;
import io.aigateway.model.api.Target;
import io.aigateway.settings.ProviderSettings;
import io.aigateway.wire.Authority;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;

/**
 * Where a call goes, and the key that may go there.
 *
 * @param base absolute, http or https; it may have a path and a query
 * @param key  may be empty
 */
public record Endpoint(URI base, Secret key) {

    /**
     * The endpoint and key of a target, or the provider's own. The provider's own key goes to its own server only, never to one
     * that a target names.
     *
     * @throws io.aigateway.kernel.FailureException when the target's endpoint is no URL
     */
    public static Endpoint of(Target target, ProviderSettings.Api own) {
        URI base = target.endpoint().isEmpty() ? own.baseUrl() : parse(target.endpoint());
        if (!target.apiKey().reveal().isEmpty()) {
            return new Endpoint(base, target.apiKey());
        }
        return new Endpoint(base, isSameServer(base, own.baseUrl()) ? own.key(target.key()) : new Secret(""));
    }

    /**
     * Reads the URL of a server.
     *
     * @throws io.aigateway.kernel.FailureException when it is none, or neither http nor https
     */
    public static URI parse(String url) {
        try {
            var uri = new URI(url);
            if (Authority.of(uri) != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Answered below; the text of the exception would repeat what a caller sent.
        }
        throw Failure.invalid("The endpoint of the model is no http or https URL")
                .asException();
    }

    public boolean hasKey() {
        return !key.reveal().isEmpty();
    }

    /**
     * The address of a path below the base; a query of the base comes after the path's own.
     *
     * @param path begins with a slash; it may have a query
     */
    public URI at(String path) {
        String mark = path.indexOf('?') < 0 ? "?" : "&";
        String query = base.getRawQuery() == null ? "" : mark + base.getRawQuery();
        return URI.create(base.getScheme() + "://" + base.getRawAuthority() + basePath() + path + query);
    }

    /** The same without {@code segment} at the end of its path, for APIs whose paths begin with it. */
    public Endpoint without(String segment) {
        String path = basePath();
        if (!path.endsWith(segment)) {
            return this;
        }
        String shorter = path.substring(0, path.length() - segment.length());
        return new Endpoint(URI.create(base.getScheme() + "://" + base.getRawAuthority() + shorter), key);
    }

    /** Its host only: a URL can hold a password. */
    @Override
    public String toString() {
        return "Endpoint[" + Authority.in(base).host() + "]";
    }

    private String basePath() {
        String path = Objects.requireNonNullElse(base.getRawPath(), "");
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    private static boolean isSameServer(URI one, URI other) {
        if (one.equals(other)) {
            return true;
        }
        Authority first = Authority.in(one);
        Authority second = Authority.in(other);
        return one.getScheme().equals(other.getScheme())
                && first.host().equalsIgnoreCase(second.host())
                && first.port() == second.port();
    }
}
