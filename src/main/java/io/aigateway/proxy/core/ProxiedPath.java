package io.aigateway.proxy.core;

import org.jspecify.annotations.Nullable;

/**
 * Where an allowed call goes.
 *
 * @param path  of the provider's API with its query, put together from known parts and never from the caller's own text
 * @param model the model that the path names; null when the body names it
 */
record ProxiedPath(String path, @Nullable String model) {}
