/** The feature that makes vectors of texts: of code for GitLab's index and its searches, and of any content. */
@NullMarked
package io.aigateway.embeddings;

import org.jspecify.annotations.NullMarked;
