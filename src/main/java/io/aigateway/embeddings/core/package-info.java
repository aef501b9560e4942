/** How many texts are asked for: plain Java. */
@NullMarked
package io.aigateway.embeddings.core;

import org.jspecify.annotations.NullMarked;
