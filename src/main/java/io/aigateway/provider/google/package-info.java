/** Access tokens for Google Cloud: from a service account, a user's refresh token or the metadata server. */
@NullMarked
package io.aigateway.provider.google;

import org.jspecify.annotations.NullMarked;
