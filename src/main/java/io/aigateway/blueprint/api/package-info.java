/** How an answer to one of several prompts, or to the building blocks of one, is asked for. */
@NullMarked
package io.aigateway.blueprint.api;

import org.jspecify.annotations.NullMarked;
