package io.aigateway.provider.openai;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * OpenAI's reasoning models, as their names tell: {@code o1} and later, {@code gpt-5} and later. They refuse {@code max_tokens},
 * sampling parameters and stop texts. Source: OpenAI API reference, Chat.
 */
final class ReasoningModels {
    private static final Pattern NAMES = Pattern.compile("(?:.*[/:])?(?:o\\d|gpt-(?:[5-9]|\\d{2,})).*");

    private ReasoningModels() {}

    static boolean include(String model) {
        return NAMES.matcher(model.toLowerCase(Locale.ROOT)).matches();
    }
}
