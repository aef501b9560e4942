/** Answers at once, without a model. */
@NullMarked
package io.aigateway.provider.mock;

import org.jspecify.annotations.NullMarked;
