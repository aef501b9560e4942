package io.aigateway.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.internal.http.HttpServerRequestWrapper;
import io.vertx.core.net.HostAndPort;

/**
 * Serves a request whose {@code Host} header is malformed as if it had none: nothing here goes by it, and clients that send odd ones
 * worked with the original. Source: contract section 7.9.
 */
final class AnyHost extends HttpServerRequestWrapper {
    private AnyHost(HttpServerRequestInternal request) {
        super(request);
    }

    static HttpServerRequest accept(HttpServerRequest request) {
        return request instanceof HttpServerRequestInternal known && !known.isValidAuthority()
                ? new AnyHost(known)
                : request;
    }

    @Override
    public boolean isValidAuthority() {
        return true;
    }

    @Override
    public HostAndPort authority() {
        return HostAndPort.create("localhost", -1);
    }

    @Override
    public HostAndPort authority(boolean real) {
        return authority();
    }
}
