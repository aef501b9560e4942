/** Which models there are, and which one a request gets. */
@NullMarked
package io.aigateway.model;

import org.jspecify.annotations.NullMarked;
