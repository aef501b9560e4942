/** The load generator: HTTP/1.1 from one event loop, in a closed and in an open loop. */
@NullMarked
package io.aigateway.bench.load;

import org.jspecify.annotations.NullMarked;
