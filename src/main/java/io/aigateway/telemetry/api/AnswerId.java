package io.aigateway.telemetry.api;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Names one answer, so that its client can report what became of it. It says by itself what is counted: so every node can count it,
 * and none has to remember it.
 *
 * @param nonce    tells answers apart
 * @param feature  feature setting, e.g. {@code code_completions}; may be empty
 * @param language id of a language; may be empty
 * @param model    identifier of the catalogue; may be empty
 */
public record AnswerId(String nonce, String feature, String language, String model) {
    private static final Pattern SEPARATOR = Pattern.compile(":");
    private static final int PARTS = 4;

    /** A new one. */
    public static AnswerId of(String feature, String language, String model) {
        long nonce = ThreadLocalRandom.current().nextLong();
        return new AnswerId(HexFormat.of().toHexDigits(nonce), feature, language, model);
    }

    /** What a client sent back; a text that is none of ours tells answers apart and no more. */
    public static AnswerId read(String text) {
        String[] parts = SEPARATOR.split(text, PARTS);
        return parts.length == PARTS
                ? new AnswerId(parts[0], parts[1], parts[2], parts[3])
                : new AnswerId(text, "", "", "");
    }

    /** The same, where the client said more than the name does. */
    public AnswerId or(String otherFeature, String otherLanguage, String otherModel) {
        return new AnswerId(
                nonce,
                feature.isEmpty() ? otherFeature : feature,
                language.isEmpty() ? otherLanguage : language,
                model.isEmpty() ? otherModel : model);
    }

    /** What clients are told. */
    public String text() {
        return String.join(":", nonce, feature, language, model);
    }
}
