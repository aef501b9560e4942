/** Reading request bodies: bounded, lenient as the contract is, with every error found and named. */
@NullMarked
package io.aigateway.http.body;

import org.jspecify.annotations.NullMarked;
