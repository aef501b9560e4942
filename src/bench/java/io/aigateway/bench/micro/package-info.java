/** Micro-benchmarks of parts: {@code ./mvnw -Pbench -Dbench.main=io.aigateway.bench.micro.Micro}. */
@NullMarked
package io.aigateway.bench.micro;

import org.jspecify.annotations.NullMarked;
