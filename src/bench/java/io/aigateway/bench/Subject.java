package io.aigateway.bench;

import io.aigateway.bench.load.LoadRun.Target;
import io.aigateway.testkit.FakeIssuer;
import org.jspecify.annotations.Nullable;

/**
 * A server that is measured.
 *
 * @param jvm   its inside; null when it is none
 * @param issuer of the gateway's tokens; null for what is no gateway
 */
record Subject(
        String name,
        Child process,
        @Nullable Jvm jvm,
        @Nullable FakeIssuer issuer) implements AutoCloseable {
    static final String DIRECT = "upstream itself";
    static final String PROXY = "Vert.x proxy";
    static final String NGINX = "nginx";
    static final String GATEWAY = "gateway";

    Target target(Case what) {
        return issuer == null ? what.ofUpstream(process.port()) : what.ofGateway(process.port(), issuer);
    }

    @Override
    public void close() {
        if (jvm != null) {
            jvm.close();
        }
        process.close();
    }
}
