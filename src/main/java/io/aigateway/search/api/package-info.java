/** How documentation is searched. */
@NullMarked
package io.aigateway.search.api;

import org.jspecify.annotations.NullMarked;
