/** GitLab's AI Gateway protocol: the routes that GitLab Rails and the editors call. */
@NullMarked
package io.aigateway.http.gitlab;

import org.jspecify.annotations.NullMarked;
