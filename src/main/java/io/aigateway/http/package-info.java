/**
 * The doors: requests come in as HTTP and leave as envelopes, answers and failures go out in the shape of their API family. The
 * one room that knows status codes.
 */
@NullMarked
package io.aigateway.http;

import org.jspecify.annotations.NullMarked;
