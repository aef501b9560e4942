/** Counts tokens, and cuts texts at a number of tokens. */
@NullMarked
package io.aigateway.tokens;

import org.jspecify.annotations.NullMarked;
