/** The composition root: reads settings, builds everything from constructors, starts it in order and stops it in reverse. */
@NullMarked
package io.aigateway.app;

import org.jspecify.annotations.NullMarked;
