package io.aigateway.proxy.api;

import io.aigateway.bus.Address;
import io.aigateway.bus.StreamAddress;
import io.aigateway.model.api.RawEvent;

/**
 * Where a provider's own API is asked for. A door first asks for admission, which is small, then checks the caller's credits, then
 * has the call forwarded: so the checks come in the contract's order and a body crosses the bus once.
 */
public final class ProxyAddresses {
    /** May this be asked? Nothing is sent to the provider. */
    public static final Address<AdmissionAsked, Admitted> ADMIT =
            new Address<>("proxy.admit.v1", AdmissionAsked.class, Admitted.class);

    /** Asks it. Events are heads and pieces only. */
    public static final StreamAddress<ForwardAsked, RawEvent, Forwarded> FORWARD =
            new StreamAddress<>("proxy.forward.v1", ForwardAsked.class, RawEvent.class, Forwarded.class);

    private ProxyAddresses() {}
}
