package io.aigateway.settings;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One setting: its name, what it takes and what it is for. The reference in {@code docs/configuration.md} is made from these.
 *
 * @param name     environment variable; {@code AIGW_A__B_C} is {@code a: {b_c: …}} in the YAML file
 * @param expected what a value must look like, in words
 * @param fallback value when nothing is set, as text; null when the setting may be absent
 * @param secret   whether the value must never be shown
 * @param summary  what it does, one sentence or two
 * @param parser   makes the value of a text; throws {@link IllegalArgumentException} when it cannot
 */
public record Setting<T>(
        String name,
        String expected,
        @Nullable String fallback,
        boolean secret,
        String summary,
        Function<String, T> parser) {

    /** The same setting with another description of its values. */
    Setting<T> expecting(String words) {
        return new Setting<>(name, words, fallback, secret, summary, parser);
    }

    /** The same setting with another default. */
    public Setting<T> or(String value) {
        return new Setting<>(name, expected, value, secret, summary, parser);
    }
}
