/** Finds credentials and personal data in texts, replaces them, and puts them back. Plain Java, in linear time. */
@NullMarked
package io.aigateway.redact;

import org.jspecify.annotations.NullMarked;
