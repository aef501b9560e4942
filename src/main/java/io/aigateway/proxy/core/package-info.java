/** What may be asked of a provider's own API, and how its answers are read in passing: plain Java. */
@NullMarked
package io.aigateway.proxy.core;

import org.jspecify.annotations.NullMarked;
