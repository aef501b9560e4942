/** Google Vertex AI: Gemini, and the models of Anthropic and Mistral that are offered there. */
@NullMarked
package io.aigateway.provider.vertexai;

import org.jspecify.annotations.NullMarked;
