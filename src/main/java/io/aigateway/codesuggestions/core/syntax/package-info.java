/** Reads the structure of source code lexically: comments, literals, brackets, blocks and what is wrong with them. */
@NullMarked
package io.aigateway.codesuggestions.core.syntax;

import org.jspecify.annotations.NullMarked;
