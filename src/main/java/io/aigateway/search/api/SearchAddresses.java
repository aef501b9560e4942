package io.aigateway.search.api;

import io.aigateway.bus.Address;

/** Where documentation is searched. */
public final class SearchAddresses {
    /** GitLab's documentation. Fails with {@code NOT_FOUND} when there is none of the version asked for. */
    public static final Address<DocsAsked, DocsFound> DOCS =
            new Address<>("search.docs.v1", DocsAsked.class, DocsFound.class);

    private SearchAddresses() {}
}
