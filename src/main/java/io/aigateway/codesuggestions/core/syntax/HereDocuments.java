package io.aigateway.codesuggestions.core.syntax;

import java.util.ArrayDeque;

/** Here-documents: announced on one line, written from the next line on, up to a line that begins with their name. */
final class HereDocuments {
    /** How a language announces them. */
    enum Form {
        NONE(""),
        /** {@code <<EOF}, {@code <<-EOF}, {@code <<'EOF'}. */
        SHELL("<<"),
        /** The same with {@code <<~EOF}; a bare name is upper-case. */
        RUBY("<<"),
        /** {@code <<<EOT}, {@code <<<'EOT'}. */
        PHP("<<<");

        private final String mark;

        Form(String mark) {
            this.mark = mark;
        }
    }

    private static final int MAX_NAME = 64;
    private static final int MAX_WAITING = 16;

    private final String text;
    private final Form form;
    private final ArrayDeque<String> waiting = new ArrayDeque<>(1);

    HereDocuments(String text, Form form) {
        this.text = text;
        this.form = form;
    }

    /** Remembers the document that is announced here; gives the end of the announcement, or {@link Ends#NONE}. */
    int announcedAt(int at) {
        if (form == Form.NONE || !text.startsWith(form.mark, at) || waiting.size() >= MAX_WAITING) {
            return Ends.NONE;
        }
        int name = at + form.mark.length();
        boolean marked = name < text.length() && "-~".indexOf(text.charAt(name)) >= 0;
        if (marked) {
            name++;
        }
        while (form == Form.PHP && name < text.length() && text.charAt(name) == ' ') {
            name++;
        }
        boolean quoted = name < text.length() && "'\"".indexOf(text.charAt(name)) >= 0;
        int start = quoted ? name + 1 : name;
        int end = start;
        while (end < text.length() && end - start < MAX_NAME && Lexer.isWordPart(text.charAt(end))) {
            end++;
        }
        if (end == start || !isName(text.charAt(start), marked || quoted)) {
            return Ends.NONE;
        }
        waiting.add(text.substring(start, end));
        return quoted ? Math.min(text.length(), end + 1) : end;
    }

    private boolean isName(char first, boolean sure) {
        boolean shift = form == Form.RUBY && !sure && !Character.isUpperCase(first);
        return Lexer.isWordStart(first) && !shift;
    }

    boolean areWaiting() {
        return !waiting.isEmpty();
    }

    /** The end of all documents that begin with the line at {@code lineStart}, names included, or {@link Ends#unclosed}. */
    int endFrom(int lineStart) {
        int at = lineStart;
        while (!waiting.isEmpty()) {
            int end = endOf(waiting.remove(), at);
            if (Ends.isUnclosed(end)) {
                waiting.clear();
                return end;
            }
            at = end;
        }
        return at;
    }

    private int endOf(String name, int from) {
        int line = from;
        while (line >= 0 && line < text.length()) {
            int at = line;
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
            int after = at + name.length();
            if (text.startsWith(name, at) && (after == text.length() || !Lexer.isWordPart(text.charAt(after)))) {
                return after;
            }
            line = text.indexOf('\n', at) + 1;
            if (line == 0) {
                break;
            }
        }
        return Ends.unclosed(text.length());
    }
}
