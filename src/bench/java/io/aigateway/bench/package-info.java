/** The benchmark: the gateway beside a plain proxy and nginx, driven from outside. {@code ./mvnw -Pbench} runs it. */
@NullMarked
package io.aigateway.bench;

import org.jspecify.annotations.NullMarked;
