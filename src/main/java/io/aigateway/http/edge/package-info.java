/** The outermost wall: connections, certificates, and what a request says about its way here. Knows no route. */
@NullMarked
package io.aigateway.http.edge;

import org.jspecify.annotations.NullMarked;
