/** What operators and orchestrators ask. */
@NullMarked
package io.aigateway.http.operations;

import org.jspecify.annotations.NullMarked;
