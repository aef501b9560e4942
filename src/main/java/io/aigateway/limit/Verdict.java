package io.aigateway.limit;

import io.aigateway.kernel.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a quota question.
 *
 * @param refusal why the request is refused; null when it is not
 * @param life    how long the answer holds; zero for this one time
 */
record Verdict(@Nullable Failure refusal, Duration life) {}
