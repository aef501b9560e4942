/** What is done to code before a model reads it and to code that a model wrote: plain Java, no framework. */
@NullMarked
package io.aigateway.codesuggestions.core;

import org.jspecify.annotations.NullMarked;
