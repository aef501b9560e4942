/** How much a caller may use: the usage quota that the Customers Portal keeps. */
@NullMarked
package io.aigateway.limit;

import org.jspecify.annotations.NullMarked;
