/** What the chat says to models and makes of their words: plain Java. */
@NullMarked
package io.aigateway.chat.core;

import org.jspecify.annotations.NullMarked;
