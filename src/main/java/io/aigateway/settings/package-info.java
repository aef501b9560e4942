/**
 * Typed settings, read once at start from the packaged defaults, a YAML file, {@code .env} and the environment. Every problem
 * is found and reported at once. Nobody else reads an environment variable.
 */
@NullMarked
package io.aigateway.settings;

import org.jspecify.annotations.NullMarked;
