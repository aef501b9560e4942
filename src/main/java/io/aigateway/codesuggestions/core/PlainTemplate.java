package io.aigateway.codesuggestions.core;

import java.util.Map;

/** A text with places in braces, such as {@code {file_name}}. What is put in is never looked at again. */
public final class PlainTemplate {
    private PlainTemplate() {}

    /** Puts values into their places; a place without a value stays as it is. */
    public static String fill(String template, Map<String, String> values) {
        var filled = new StringBuilder(template.length() + 256);
        int start = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', start)) {
            int close = template.indexOf('}', open);
            String value = close < 0 ? null : values.get(template.substring(open + 1, close));
            filled.append(template, start, open);
            if (value == null) {
                filled.append('{');
                start = open + 1;
            } else {
                filled.append(value);
                start = close + 1;
            }
        }
        return filled.append(template, start, template.length()).toString();
    }
}
