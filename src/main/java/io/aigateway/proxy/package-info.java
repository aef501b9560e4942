/** The feature that lets callers use a provider's own API with the gateway's key: what is allowed, and nothing else. */
@NullMarked
package io.aigateway.proxy;

import org.jspecify.annotations.NullMarked;
