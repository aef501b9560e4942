/** How any model, and any search engine, is asked and what it answers. Providers understand these messages. */
@NullMarked
package io.aigateway.model.api;

import org.jspecify.annotations.NullMarked;
