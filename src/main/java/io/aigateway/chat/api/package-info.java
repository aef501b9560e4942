/** How chat is asked for: answers to conversations, and the steps of an agent. */
@NullMarked
package io.aigateway.chat.api;

import org.jspecify.annotations.NullMarked;
