/** The feature that chats: answers conversations, and takes the steps of GitLab's ReAct agent. */
@NullMarked
package io.aigateway.chat;

import org.jspecify.annotations.NullMarked;
