package io.aigateway.blueprint.api;

/**
 * Which model answered.
 *
 * @param provider in the words of the prompt that was answered, or the gateway's own where it named none
 * @param model    the same for the model
 * @param entry    identifier of the model in the catalogue
 * @param language id of the file's language; may be empty
 */
public record Served(String provider, String model, String entry, String language) {}
