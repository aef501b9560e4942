/** Several gateways as one: how a node finds the others and hears of their coming and going. Knows Hazelcast, and nobody else does. */
@NullMarked
package io.aigateway.cluster;

import org.jspecify.annotations.NullMarked;
