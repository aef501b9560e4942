/** Logs, and later metrics and traces. Others call it; it calls nobody. */
@NullMarked
package io.aigateway.observe;

import org.jspecify.annotations.NullMarked;
