package io.aigateway.codesuggestions.core;

import java.util.ArrayList;
import java.util.List;

/**
 * The prompt of a model that fills in the middle: its control tokens around the text before and after the cursor, e.g.
 * {@code <PRE> {prefix} <SUF>{suffix} <MID>}. Spaces matter and are kept. Both texts are put in once and never read again, so
 * braces in them mean nothing.
 *
 * <p>A caller's file can hold the model's control tokens as text. They are neutralised in the prompt with a zero-width
 * non-joiner after their first character, and get their own form back in the answer. An answer ends at the first control
 * token in it, for servers that return what they stopped at. A start of the answer that repeats the prefix stays: models
 * that fill in do not echo, while code does repeat itself.
 */
public final class FimTemplate {
    private static final String PREFIX = "{prefix}";
    private static final String SUFFIX = "{suffix}";

    private final Markers markers;
    private final List<String> parts = new ArrayList<>();

    /**
     * A template of one model.
     *
     * @param template text with {@code {prefix}} and, mostly, {@code {suffix}}
     * @param markers  the model's control tokens, exactly as its server spells them; may be empty
     * @throws IllegalArgumentException when the template has no {@code {prefix}}
     */
    public FimTemplate(String template, List<String> markers) {
        if (!template.contains(PREFIX)) {
            throw new IllegalArgumentException("FIM template: " + template + " (expected: contains " + PREFIX + ")");
        }
        this.markers = new Markers(markers);
        int start = 0;
        for (int at = 0; at < template.length(); at++) {
            String place = template.startsWith(PREFIX, at) ? PREFIX : template.startsWith(SUFFIX, at) ? SUFFIX : "";
            if (!place.isEmpty()) {
                parts.add(template.substring(start, at));
                parts.add(place);
                start = at + place.length();
            }
        }
        parts.add(template.substring(start));
    }

    /** The finished prompt. */
    public String render(String prefix, String suffix) {
        var prompt = new StringBuilder(prefix.length() + suffix.length() + 64);
        for (int i = 0; i < parts.size(); i++) {
            boolean isPlace = i % 2 == 1;
            if (!isPlace) {
                prompt.append(parts.get(i));
            } else {
                prompt.append(markers.neutralise(parts.get(i).equals(PREFIX) ? prefix : suffix));
            }
        }
        return prompt.toString();
    }

    /** What a whole answer says, without control tokens. */
    public String answer(String text) {
        return TextFilter.applyTo(text, answerFilter());
    }

    /** Does for a streamed answer what {@link #answer} does for a whole one. */
    public TextFilter answerFilter() {
        return new MarkerFilter(markers);
    }
}
