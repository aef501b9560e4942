/** Claude's Messages format, which Anthropic and the clouds that offer Claude share: requests, answers and streams. */
@NullMarked
package io.aigateway.provider.claude;

import org.jspecify.annotations.NullMarked;
