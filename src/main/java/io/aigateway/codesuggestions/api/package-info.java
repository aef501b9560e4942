/** How code suggestions are asked for: code at the cursor (completion) and code from an instruction (generation). */
@NullMarked
package io.aigateway.codesuggestions.api;

import org.jspecify.annotations.NullMarked;
