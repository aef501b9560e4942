package io.aigateway.proxy.api;

import java.util.List;

/**
 * The call may be made.
 *
 * @param model   the model that it is for, by the provider's name
 * @param headers names of the headers of the request that are forwarded, in lower case
 */
public record Admitted(String model, List<String> headers) {
    public Admitted {
        headers = List.copyOf(headers);
    }
}
