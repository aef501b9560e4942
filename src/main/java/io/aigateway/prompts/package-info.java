/** The feature that answers prompts of the registry: a caller names the prompt and gives its inputs. */
@NullMarked
package io.aigateway.prompts;

import org.jspecify.annotations.NullMarked;
