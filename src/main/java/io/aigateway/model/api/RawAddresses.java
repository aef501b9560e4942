package io.aigateway.model.api;

import io.aigateway.bus.Address;
import io.aigateway.bus.StreamAddress;

/** Where a provider's own API is called as it is: two addresses for each provider that offers this. */
public final class RawAddresses {
    private RawAddresses() {}

    /** Whether the gateway has what it takes to sign in. */
    public static Address<CredentialAsked, CredentialKnown> credential(String provider) {
        return new Address<>("provider." + provider + ".credential.v1", CredentialAsked.class, CredentialKnown.class);
    }

    /** The call; its answer comes byte for byte as the provider sends it. */
    public static StreamAddress<RawAsked, RawEvent, RawAnswered> call(String provider) {
        return new StreamAddress<>(
                "provider." + provider + ".raw.v1", RawAsked.class, RawEvent.class, RawAnswered.class);
    }
}
