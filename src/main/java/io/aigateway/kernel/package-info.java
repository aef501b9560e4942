/** Words that every room uses and that know no framework: failures, secrets, deadlines, callers. */
@NullMarked
package io.aigateway.kernel;

import org.jspecify.annotations.NullMarked;
