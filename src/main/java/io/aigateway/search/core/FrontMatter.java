package io.aigateway.search.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines between two {@code ---} at the very beginning of a page: texts by name, one in each line. Others are passed over. */
final class FrontMatter {
    private static final String FENCE = "---";
    private static final Pattern ENTRY = Pattern.compile("([A-Za-z_]\\w*):\\s+(\\S.*)");

    private FrontMatter() {}

    /** The number of lines it takes, fences included; 0 when there is none. */
    static int end(List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).strip().equals(FENCE)) {
            return 0;
        }
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(FENCE)) {
                return i + 1;
            }
        }
        return 0;
    }

    static Map<String, String> read(List<String> lines) {
        var entries = new LinkedHashMap<String, String>();
        for (String line : lines) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.matches()) {
                entries.put(entry.group(1), unquoted(entry.group(2).strip()));
            }
        }
        return entries;
    }

    private static String unquoted(String value) {
        int last = value.length() - 1;
        boolean quoted = last > 0
                && value.charAt(0) == value.charAt(last)
                && (value.charAt(0) == '"' || value.charAt(0) == '\'');
        if (!quoted) {
            return value;
        }
        String inner = value.substring(1, last);
        return value.charAt(0) == '"' ? inner.replace("\\\"", "\"") : inner.replace("''", "'");
    }
}
