/** How much a caller may use: the limits of this installation, and the usage quota that the Customers Portal keeps. */
@NullMarked
package io.aigateway.limit;

import org.jspecify.annotations.NullMarked;
