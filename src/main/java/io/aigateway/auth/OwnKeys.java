package io.aigateway.auth;

import io.aigateway.kernel.Secret;
import io.aigateway.settings.AuthSettings;
import io.vertx.core.Vertx;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** The gateway's own keys: the one that it signs with, and another one whose tokens it accepts while keys are rotated. */
final class OwnKeys {
    private static final String SIGNING_KEY = "AIGW_SELF_SIGNED_JWT__SIGNING_KEY";
    private static final String VALIDATION_KEY = "AIGW_SELF_SIGNED_JWT__VALIDATION_KEY";

    private OwnKeys() {}

    /**
     * The key that signs user tokens; null when none is set.
     *
     * @throws IllegalArgumentException when what is set is not one
     */
    static @Nullable RSAPrivateCrtKey signing(AuthSettings settings) {
        return read(settings.signingKey(), SIGNING_KEY);
    }

    /**
     * The keys that verify user tokens. They fit any {@code kid}: which one a token carries, if any, differs between versions of
     * the original.
     *
     * @throws IllegalArgumentException when a key that is set is not one
     */
    static KeySet accepted(Vertx vertx, AuthSettings settings) {
        var keys = new ArrayList<TrustedKey>();
        RSAPrivateCrtKey signing = signing(settings);
        if (signing != null) {
            keys.add(new TrustedKey(vertx, null, PemKey.publicHalf(signing)));
        }
        RSAPrivateCrtKey validation = read(settings.validationKey(), VALIDATION_KEY);
        if (validation != null) {
            keys.add(new TrustedKey(vertx, null, PemKey.publicHalf(validation)));
        }
        return new KeySet(keys);
    }

    private static @Nullable RSAPrivateCrtKey read(Secret pem, String setting) {
        return pem.reveal().isBlank() ? null : PemKey.read(pem, setting);
    }
}
