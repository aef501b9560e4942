/** Code suggestions: which model is asked, with which prompt, and what of its answer is shown. */
@NullMarked
package io.aigateway.codesuggestions;

import org.jspecify.annotations.NullMarked;
