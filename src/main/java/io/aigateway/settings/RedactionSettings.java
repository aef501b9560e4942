package io.aigateway.settings;

import java.util.List;

/**
 * What is kept from models.
 *
 * @param features  features whose texts are looked through
 * @param detectors names of what is looked for
 * @param answers   what becomes of stand-ins in answers: {@code restore}, {@code keep} or {@code remove}
 */
public record RedactionSettings(List<String> features, List<String> detectors, String answers) {
    private static final List<String> FEATURES =
            List.of("code_suggestions", "chat", "prompts", "blueprint", "embeddings", "search");
    private static final List<String> DETECTORS =
            List.of("token", "private_key", "url_password", "assignment", "email", "card", "iban", "phone");

    static final Setting<List<String>> FOR = Kinds.listOf(
            "AIGW_REDACTION__FEATURES",
            FEATURES,
            "",
            "Features that keep credentials and personal data from models: they are replaced in what a model reads. The provider proxies"
                    + " pass on bytes and cannot.");
    static final Setting<List<String>> LOOK_FOR = Kinds.listOf(
            "AIGW_REDACTION__DETECTORS",
            DETECTORS,
            String.join(",", DETECTORS),
            "What is looked for: tokens of known forms, private keys, passwords in URLs, literals given to names such as password, e-mail"
                    + " addresses, payment cards, bank accounts, telephone numbers.");
    static final Setting<String> ANSWERS = Kinds.oneOf(
            "AIGW_REDACTION__ANSWERS",
            "restore",
            "Where a model says what stands for something that was replaced: restore what it was, keep the stand-in, or remove it.",
            "restore",
            "keep",
            "remove");

    static final List<Setting<?>> ALL = List.of(FOR, LOOK_FOR, ANSWERS);

    static RedactionSettings from(Environment environment) {
        return new RedactionSettings(environment.read(FOR), environment.read(LOOK_FOR), environment.read(ANSWERS));
    }
}
