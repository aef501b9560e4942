package io.aigateway.chat.core;

import java.util.Locale;

/** Names of tools, as models write them. */
public final class ToolNames {
    /** Longer texts are no names. */
    private static final int MAX_LENGTH = 100;

    private ToolNames() {}

    /** {@code MergeRequestReader}, {@code `merge\_request\_reader`} and the like, as {@code merge_request_reader}. */
    public static String normalize(String written) {
        String name = written.strip();
        if (name.length() > MAX_LENGTH) {
            return "";
        }
        var normal = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c) && i > 0 && Character.isLowerCase(name.charAt(i - 1))) {
                normal.append('_');
            }
            if (Character.isLetterOrDigit(c) || c == '_') {
                normal.append(c);
            } else if (c == ' ' || c == '-') {
                normal.append('_');
            }
        }
        return normal.toString().toLowerCase(Locale.ROOT);
    }

    /** Models of some families escape underscores as in Markdown. */
    public static String unescape(String text) {
        return text.replace("\\_", "_");
    }
}
