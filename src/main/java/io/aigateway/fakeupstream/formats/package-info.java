/** The wire formats of the providers, from the side that answers: a class for each API. */
@NullMarked
package io.aigateway.fakeupstream.formats;

import org.jspecify.annotations.NullMarked;
