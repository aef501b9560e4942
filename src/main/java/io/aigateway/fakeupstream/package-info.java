/** A server that speaks the APIs of the providers, answers with made-up text, and fails as it is told. For tests and trials. */
@NullMarked
package io.aigateway.fakeupstream;

import org.jspecify.annotations.NullMarked;
