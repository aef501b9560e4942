/** The feature that counts what becomes of suggestions, as clients report it. */
@NullMarked
package io.aigateway.telemetry;

import org.jspecify.annotations.NullMarked;
