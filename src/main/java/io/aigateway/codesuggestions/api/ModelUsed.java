package io.aigateway.codesuggestions.api;

/**
 * The model that a suggestion comes from, in the words of the contract.
 *
 * @param engine a provider, or {@code agent} for a prompt of the registry
 * @param name   a model, or the human name of the prompt
 * @param lang   id of the file's language; may be empty
 */
public record ModelUsed(String engine, String name, String lang) {}
