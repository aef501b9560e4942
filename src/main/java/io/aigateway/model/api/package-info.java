/** How any model is asked and what it answers. Every provider understands these messages. */
@NullMarked
package io.aigateway.model.api;

import org.jspecify.annotations.NullMarked;
