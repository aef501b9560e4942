/** What is searched, and how much of it is given: plain Java. */
@NullMarked
package io.aigateway.search.core;

import org.jspecify.annotations.NullMarked;
