/** Anthropic's own API for Claude. */
@NullMarked
package io.aigateway.provider.anthropic;

import org.jspecify.annotations.NullMarked;
