/**
 * The typed event bus: addresses, envelopes, and the two verbs {@code ask} and {@code stream}. The only room that touches
 * Vert.x's {@code EventBus}.
 */
@NullMarked
package io.aigateway.bus;

import org.jspecify.annotations.NullMarked;
