/** Google Vertex AI Search, whose API is named Discovery Engine. */
@NullMarked
package io.aigateway.provider.vertexsearch;

import org.jspecify.annotations.NullMarked;
