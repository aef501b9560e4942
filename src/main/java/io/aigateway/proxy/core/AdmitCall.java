package io.aigateway.proxy.core;

import io.aigateway.kernel.Failure;
import io.aigateway.kernel.Failure.Kind;
import io.aigateway.model.api.Target;
import io.aigateway.proxy.api.AdmissionAsked;

/** Use case: whether a call of a provider's own API may be made. Source: contract section 4.2, checks 7 to 10. */
public final class AdmitCall {
    private final ProxiedModels models;

    public AdmitCall(ProxiedModels models) {
        this.models = models;
    }

    /**
     * Checks path, body and model, in this order.
     *
     * @throws io.aigateway.kernel.FailureException with {@link Kind#NOT_FOUND} for a path that is not on the list, and with
     *     {@link Kind#INVALID} for a body or a model that is refused
     */
    public ProxiedCall admit(AdmissionAsked asked) {
        ProxiedApi api = ProxiedApi.named(asked.proxy());
        ProxiedPath path = api == null ? null : api.paths().find(asked.target());
        if (api == null || path == null) {
            throw Failure.of(Kind.NOT_FOUND, "Not found").asException();
        }
        if (!asked.body().json()) {
            throw Failure.invalid("Invalid JSON").asException();
        }
        String model = path.model() == null ? asked.body().model() : path.model();
        if (model == null) {
            throw Failure.invalid("Failed to extract model name").asException();
        }
        Target target = models.find(api.proxy(), model);
        if (target == null) {
            throw Failure.invalid("Unsupported model").asException();
        }
        return new ProxiedCall(api, path.path(), model, target);
    }
}
