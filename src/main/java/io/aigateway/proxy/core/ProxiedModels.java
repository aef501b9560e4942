package io.aigateway.proxy.core;

import io.aigateway.model.api.Target;
import org.jspecify.annotations.Nullable;

/** Which models the proxies offer. */
@FunctionalInterface
public interface ProxiedModels {

    /**
     * How a model is reached; null when it is not offered.
     *
     * @param proxy name of the proxy
     * @param model name that the provider gives it
     */
    @Nullable
    Target find(String proxy, String model);
}
