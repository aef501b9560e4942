/**
 * What keeps failures small: budgets, limits and estimates. Plain Java without threads and timers of its own; time comes in
 * through the constructor, and everything here may be used by many threads.
 */
@NullMarked
package io.aigateway.resilience;

import org.jspecify.annotations.NullMarked;
