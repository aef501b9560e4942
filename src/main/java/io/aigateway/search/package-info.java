/** The feature that searches documentation: with a provider's search engine, or in an index of this installation. */
@NullMarked
package io.aigateway.search;

import org.jspecify.annotations.NullMarked;
