/** The feature that answers prompts which callers wrote for models, in the form of GitLab's architecture blueprint. */
@NullMarked
package io.aigateway.blueprint;

import org.jspecify.annotations.NullMarked;
