/** How the fate of suggestions is reported. */
@NullMarked
package io.aigateway.telemetry.api;

import org.jspecify.annotations.NullMarked;
