package io.aigateway.app;

import io.aigateway.auth.UnitPrimitives;
import io.aigateway.blueprint.BlueprintFile;
import io.aigateway.chat.ChatFile;
import io.aigateway.codesuggestions.SuggestionsFile;
import io.aigateway.kernel.Later;
import io.aigateway.limit.Policies;
import io.aigateway.model.Catalogue;
import io.aigateway.registry.Prompts;
import io.aigateway.settings.GatewaySettings;

/**
 * What the files in {@code conf/} say at one moment, and the settings they go with.
 *
 * @param version tells one state of the files from another; to find out takes a moment
 */
record Conf(
        Later<String> version,
        GatewaySettings settings,
        Catalogue catalogue,
        Prompts prompts,
        SuggestionsFile suggestions,
        BlueprintFile blueprint,
        ChatFile chat,
        UnitPrimitives unitPrimitives,
        Policies policies) {

    /**
     * Understands all of them. Takes a moment.
     *
     * @throws IllegalArgumentException with what is wrong in the first that cannot be used
     */
    static Conf of(ConfTexts texts, GatewaySettings settings) {
        return new Conf(
                Later.of(texts::version),
                settings,
                Catalogue.read(texts.text("models.yaml"), "models.yaml", settings.models(), settings.providers()),
                Prompts.read(texts.prompts(), ShippedPrompts.among(texts.prompts())),
                SuggestionsFile.read(texts.text("code-suggestions.yaml"), "code-suggestions.yaml"),
                BlueprintFile.read(texts.text("blueprint.yaml"), "blueprint.yaml"),
                ChatFile.read(texts.text("chat.yaml"), "chat.yaml"),
                UnitPrimitives.read(texts.text("unit-primitives.yaml"), "unit-primitives.yaml"),
                Policies.read(texts.text("limits.yaml"), "limits.yaml"));
    }
}
