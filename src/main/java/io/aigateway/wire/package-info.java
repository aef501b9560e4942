/** Reading and writing JSON and server-sent events: plain Java, bounded, used by every room that talks to the outside. */
@NullMarked
package io.aigateway.wire;

import org.jspecify.annotations.NullMarked;
