package io.aigateway.proxy.core;

import org.jspecify.annotations.Nullable;

/** Which paths of a provider may be called. */
interface PathRule {

    /**
     * The path that a target stands for; null when it may not be called.
     *
     * @param target path and query as the caller sent them: anything
     */
    @Nullable
    ProxiedPath find(String target);
}
