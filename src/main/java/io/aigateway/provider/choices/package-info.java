/** The answer format with {@code choices}, which OpenAI began and most servers of models speak: whole and streamed. */
@NullMarked
package io.aigateway.provider.choices;

import org.jspecify.annotations.NullMarked;
