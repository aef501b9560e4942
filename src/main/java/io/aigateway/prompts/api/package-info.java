/** How prompts of the registry are asked for by their id. */
@NullMarked
package io.aigateway.prompts.api;

import org.jspecify.annotations.NullMarked;
