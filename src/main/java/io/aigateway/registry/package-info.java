/**
 * The prompt registry: which prompts there are, which version of one a request gets, and what a model reads of it. Knows files,
 * versions and templates; who asks and why is the business of the features above.
 */
@NullMarked
package io.aigateway.registry;

import org.jspecify.annotations.NullMarked;
