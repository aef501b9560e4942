/** OpenAI's API, and every server that speaks like it: Fireworks, Mistral, vLLM, Ollama, TGI, llama.cpp and others. */
@NullMarked
package io.aigateway.provider.openai;

import org.jspecify.annotations.NullMarked;
