package io.aigateway.proxy.core;

import io.aigateway.model.api.Target;

/**
 * A call that may be made.
 *
 * @param api    which API is called
 * @param path   of the API, with its query
 * @param model  the model of the request, by the provider's name
 * @param target how the model is reached
 */
public record ProxiedCall(ProxiedApi api, String path, String model, Target target) {}
