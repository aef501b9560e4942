package io.aigateway.codesuggestions.api;

import io.aigateway.model.api.ModelChoice;

/**
 * Which model a request asks for.
 *
 * @param protocol  how the choice is to be read
 * @param choice    what the request says
 * @param nameGiven whether it has a model name at all, be it null: in {@code /v2} only then the name is checked
 */
public record ModelWish(Protocol protocol, ModelChoice choice, boolean nameGiven) {}
