/** Finds out what is wrong with an installation, and how to mend it. */
@NullMarked
package io.aigateway.app.doctor;

import org.jspecify.annotations.NullMarked;
