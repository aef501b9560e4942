/** The protocol of GitLab's architecture blueprint: one list of components, whoever they are for. */
@NullMarked
package io.aigateway.http.blueprint;

import org.jspecify.annotations.NullMarked;
