/** Answers that hold vectors, read without a tree of them: they are wider than any other answer. */
@NullMarked
package io.aigateway.provider.vectors;

import org.jspecify.annotations.NullMarked;
