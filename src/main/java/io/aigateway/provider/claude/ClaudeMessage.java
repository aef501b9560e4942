package io.aigateway.provider.claude;

import java.util.List;

/** A message of {@code user} or {@code assistant}. */
record ClaudeMessage(String role, List<ClaudeBlock> content) {}
