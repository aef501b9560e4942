package io.aigateway.http.blueprint;

import io.aigateway.blueprint.api.BuildingBlocks;
import io.aigateway.blueprint.api.WrittenPrompt;
import io.aigateway.kernel.Failure.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request's components hold.
 *
 * @param prompts in the order of the request
 * @param blocks  what an editor shows; null when nothing of it came
 * @param skipped why components that are known were left out
 * @param stream  whether the answer shall come as it is made
 */
record Components(
        List<WrittenPrompt> prompts, @Nullable BuildingBlocks blocks, List<Problem> skipped, boolean stream) {}
