/** How a provider's own API is asked for. */
@NullMarked
package io.aigateway.proxy.api;

import org.jspecify.annotations.NullMarked;
