/**
 * The host of all providers, and what a provider has to be. A provider maps messages to its wire format and back; connections,
 * clocks, breakers and cancellation belong to the host.
 */
@NullMarked
package io.aigateway.provider;

import org.jspecify.annotations.NullMarked;
