/** Who calls: whose tokens are trusted, what they say about the caller, and the tokens that the gateway issues itself. */
@NullMarked
package io.aigateway.auth;

import org.jspecify.annotations.NullMarked;
