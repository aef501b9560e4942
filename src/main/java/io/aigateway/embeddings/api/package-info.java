/** How vectors of texts are asked for. */
@NullMarked
package io.aigateway.embeddings.api;

import org.jspecify.annotations.NullMarked;
