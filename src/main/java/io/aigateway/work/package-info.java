/** A bounded place for CPU work that is too long for an event loop. */
@NullMarked
package io.aigateway.work;

import org.jspecify.annotations.NullMarked;
