package io.aigateway.auth;

import java.util.List;

/** Keys that one issuer signs with. Immutable; a change of keys is another set. */
record KeySet(List<TrustedKey> keys) {
    /** No key, and therefore no token that it could prove. */
    static final KeySet NONE = new KeySet(List.of());

    /** What a set of keys has to say about a token. */
    enum Verdict {
        /** One of the keys signed it. */
        SIGNED,
        /** The key that it names is here and did not sign it. */
        FORGED,
        /** The key that it names is not here, or it names none and none of these signed it. */
        UNKNOWN_KEY
    }

    KeySet {
        keys = List.copyOf(keys);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    Verdict judge(Jwt token) {
        boolean named = false;
        for (TrustedKey key : keys) {
            if (key.fits(token)) {
                if (key.signed(token)) {
                    return Verdict.SIGNED;
                }
                named |= token.keyId() != null && key.hasId();
            }
        }
        return named ? Verdict.FORGED : Verdict.UNKNOWN_KEY;
    }
}
