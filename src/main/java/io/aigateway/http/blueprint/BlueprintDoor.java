package io.aigateway.http.blueprint;

import io.aigateway.http.QuotaGate;
import io.aigateway.http.Scopes;
import io.aigateway.http.body.BodyReader;
import io.aigateway.work.Workers;

/**
 * What all routes of this family need.
 *
 * @param workers where long bodies are read
 */
public record BlueprintDoor(
        Scopes scopes, BodyReader bodies, QuotaGate quota, Schemas schemas, Renames renames, Workers workers) {}
