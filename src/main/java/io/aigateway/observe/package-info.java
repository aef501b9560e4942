/** Logs and metrics, and later traces. Others call it; it calls nobody. */
@NullMarked
package io.aigateway.observe;

import org.jspecify.annotations.NullMarked;
