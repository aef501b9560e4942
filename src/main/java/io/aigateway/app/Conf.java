package io.aigateway.app;

import io.aigateway.auth.UnitPrimitives;
import io.aigateway.blueprint.BlueprintFile;
import io.aigateway.chat.ChatFile;
import io.aigateway.codesuggestions.SuggestionsFile;
import io.aigateway.http.blueprint.Renames;
import io.aigateway.http.blueprint.Schemas;
import io.aigateway.model.Catalogue;
import io.aigateway.registry.Prompts;
import io.aigateway.settings.GatewaySettings;

/** What the files in {@code conf/} say. */
record Conf(
        Catalogue catalogue,
        Prompts prompts,
        SuggestionsFile suggestions,
        BlueprintFile blueprint,
        ChatFile chat,
        Schemas schemas,
        Renames renames,
        UnitPrimitives unitPrimitives) {

    /**
     * Reads all of them.
     *
     * @throws IllegalArgumentException with what is wrong in the first that cannot be used
     */
    static Conf read(GatewaySettings settings) {
        String catalogue = ConfFiles.read(settings.models().catalogueFile(), "models.yaml");
        String suggestions = ConfFiles.read(settings.models().suggestionsFile(), "code-suggestions.yaml");
        String primitives = ConfFiles.read(settings.proxy().unitPrimitivesFile(), "unit-primitives.yaml");
        return new Conf(
                Catalogue.read(catalogue, "models.yaml", settings.models(), settings.providers()),
                Prompts.read(ConfFiles.prompts(settings.prompts().folder())),
                SuggestionsFile.read(suggestions, "code-suggestions.yaml"),
                BlueprintFile.read(ConfFiles.read("", "blueprint.yaml"), "blueprint.yaml"),
                ChatFile.read(ConfFiles.read("", "chat.yaml"), "chat.yaml"),
                Schemas.read(name -> ConfFiles.read("", "schemas/" + name)),
                Renames.read(ConfFiles.read("", "schemas/renames.yaml"), "schemas/renames.yaml"),
                UnitPrimitives.read(primitives, "unit-primitives.yaml"));
    }
}
