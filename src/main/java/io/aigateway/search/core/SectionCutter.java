package io.aigateway.search.core;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a page at its headings, and long sections at empty lines. What looks like a heading in a block of code is none. Source:
 * CommonMark, ATX headings and fenced code blocks.
 */
final class SectionCutter {
    /**
     * A section is cut at the first empty line after so many characters, about 600 words, and anywhere after twice as many, so that a
     * handful of them fits a prompt.
     */
    private static final int MAX_CHARACTERS = 4_000;

    private static final Pattern HEADING = Pattern.compile(" {0,3}(#{1,6})(?:[ \\t]+(.*?))?(?:[ \\t]+#+)?[ \\t]*");
    private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,})(.*)");

    private final List<Section> sections = new ArrayList<>();
    private final List<String> headings = new ArrayList<>();
    private final List<Integer> levels = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private String headingLine = "";
    private String fence = "";

    List<Section> cut(List<String> lines) {
        for (String line : lines) {
            boolean code = isCode(line);
            Matcher heading = HEADING.matcher(line);
            if (!code && heading.matches()) {
                finish();
                open(heading.group(1).length(), heading.group(2) == null ? "" : heading.group(2), line);
            } else {
                add(line, code);
            }
        }
        finish();
        return sections;
    }

    /** Whether the line is part of a block of code, its fences included. */
    private boolean isCode(String line) {
        Matcher mark = FENCE.matcher(line);
        boolean matches = mark.matches();
        if (fence.isEmpty()) {
            boolean opens =
                    matches && !(mark.group(1).startsWith("`") && mark.group(2).contains("`"));
            fence = opens ? mark.group(1) : "";
            return opens;
        }
        if (matches && mark.group(1).startsWith(fence) && mark.group(2).isBlank()) {
            fence = "";
        }
        return true;
    }

    private void open(int level, String heading, String line) {
        while (!levels.isEmpty() && levels.get(levels.size() - 1) >= level) {
            levels.remove(levels.size() - 1);
            headings.remove(headings.size() - 1);
        }
        levels.add(level);
        headings.add(heading.strip());
        headingLine = line.strip() + "\n\n";
    }

    private void add(String line, boolean code) {
        boolean full = text.length() + line.length() > MAX_CHARACTERS;
        boolean far = text.length() + line.length() > 2 * MAX_CHARACTERS;
        if ((full && line.isBlank() && !code) || far) {
            finish();
        }
        text.append(line).append('\n');
    }

    /** Ends a section, unless there is nothing to read in it. */
    private void finish() {
        String read = text.toString().strip();
        if (!read.isEmpty()) {
            sections.add(new Section(headings, headingLine + read));
        }
        text.setLength(0);
    }
}
