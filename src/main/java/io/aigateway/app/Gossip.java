package io.aigateway.app;

import io.aigateway.auth.Authenticator;
import io.aigateway.auth.KeysFetched;
import io.aigateway.bus.Bus;
import io.aigateway.bus.Topic;
import io.aigateway.provider.ProviderHost;
import io.aigateway.provider.TargetTold;
import java.util.List;

/** What the nodes of a cluster tell each other of what they have learnt. A node that hears nothing learns it by itself. */
final class Gossip {
    private static final Topic<KeysFetched> KEYS = new Topic<>("auth.keys.v1", KeysFetched.class);
    private static final Topic<TargetTold> TARGETS = new Topic<>("provider.targets.v1", TargetTold.class);

    private final Bus bus;

    /** One node fetches the keys of an OIDC provider, the others learn them. A node that comes later is told at once. */
    Gossip(Bus bus, Authenticator authenticator) {
        this.bus = bus;
        bus.hear(KEYS, authenticator::learn, authenticator::fetched);
        authenticator.onFetched(news -> bus.tell(KEYS, news));
    }

    /** A node that leaves a target alone warns the others. */
    ProviderHost about(ProviderHost host) {
        bus.hear(TARGETS, host::heard, List::of);
        host.onChange(news -> bus.tell(TARGETS, news));
        return host;
    }
}
