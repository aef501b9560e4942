package io.aigateway.codesuggestions.core;

import io.aigateway.codesuggestions.core.CompletionCleaner.Draft;
import io.aigateway.codesuggestions.core.syntax.CodeStructure;
import io.aigateway.codesuggestions.core.syntax.Syntax;
import java.util.Iterator;
import java.util.function.IntPredicate;

/**
 * Cuts a completion before the place where it repeats the first line below the cursor: a bracket that is closed already, or the
 * statement that comes next. A cut must leave no more flaws in the code than there are without the completion. What fits stays,
 * even if it looks like a repetition: brackets that are needed, and a line after which the completion goes on differently
 * from the file.
 */
final class RepeatedSuffix {
    /** How many cuts are tried, from the last on: each means reading the whole file. */
    private static final int MAX_CUTS = 16;

    /** How many places are looked at. */
    private static final int MAX_PLACES = 256;

    private final String text;
    private final CodeAround around;
    private final Syntax syntax;
    private final String line;

    /** Where the line starts in the text below the cursor. */
    private final int lineStart;

    /** The line is not the rest of the cursor's own line. */
    private final boolean onOwnLine;

    private RepeatedSuffix(String text, CodeAround around, Syntax syntax) {
        this.text = text;
        this.around = around;
        this.syntax = syntax;
        String below = around.below();
        this.lineStart = BlockTrim.firstCharacter(below);
        int end = below.indexOf('\n', lineStart);
        this.line = below.substring(lineStart, end < 0 ? below.length() : end).stripTrailing();
        this.onOwnLine = below.lastIndexOf('\n', lineStart) >= 0;
    }

    static String clean(String text, Draft draft, Syntax syntax) {
        var step = new RepeatedSuffix(text, draft.around(), syntax);
        return step.line.isEmpty() || !text.contains(step.line) ? text : step.clean();
    }

    private String clean() {
        if (hasWords()) {
            return cutWhere(this::repeatsFile);
        }
        if (!hasBrackets()) {
            String end = text.stripTrailing();
            return end.endsWith(line) ? cutWhere(at -> at == end.length() - line.length()) : text;
        }
        boolean fits = read(text).flawCount() <= read("").flawCount();
        return fits ? text : cutWhere(at -> !onOwnLine || isWholeLine(at));
    }

    private String cutWhere(IntPredicate isRepetition) {
        CodeStructure without = read("");
        int cursor = around.above().length();
        int fewest = without.flawsBefore(cursor);
        String best = text;
        int cuts = 0;
        int at = text.lastIndexOf(line);
        for (int places = 0; at >= 0 && places < MAX_PLACES && cuts < MAX_CUTS; places++) {
            if (isRepetition.test(at)) {
                cuts++;
                String shorter = onOwnLine ? text.substring(0, at).stripTrailing() : text.substring(0, at);
                CodeStructure with = read(shorter);
                if (with.flawsBefore(cursor) <= fewest && with.flawCount() <= without.flawCount()) {
                    fewest = with.flawsBefore(cursor);
                    best = shorter;
                }
            }
            at = text.lastIndexOf(line, at - 1);
        }
        return best;
    }

    private CodeStructure read(String completion) {
        return CodeStructure.of(around.above() + completion + around.below(), syntax);
    }

    /** Whether the line says more than which brackets end. */
    private boolean hasWords() {
        return line.codePoints().anyMatch(Character::isLetterOrDigit)
                && !CodeStructure.of(line, syntax).isClosersOnly();
    }

    private boolean hasBrackets() {
        return line.codePoints().anyMatch(c -> "()[]{}\"'`".indexOf(c) >= 0 || Character.isLetterOrDigit(c));
    }

    /** Whether the completion says from here on what the file says below the cursor, as far as both go. */
    private boolean repeatsFile(int at) {
        boolean begins =
                onOwnLine ? isWholeLine(at) : at == 0 || !isWord(text.charAt(at - 1)) || !isWord(line.charAt(0));
        if (!begins) {
            return false;
        }
        Iterator<String> proposed = lines(text.substring(at));
        Iterator<String> present = lines(around.below().substring(lineStart));
        while (proposed.hasNext() && present.hasNext()) {
            String next = present.next();
            String repeated = proposed.next();
            boolean brokeOff = !proposed.hasNext() && next.startsWith(repeated);
            if (!repeated.equals(next) && !brokeOff) {
                return false;
            }
        }
        return true;
    }

    private static Iterator<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).iterator();
    }

    private boolean isWholeLine(int at) {
        int start = at;
        while (start > 0 && isBlank(text.charAt(start - 1))) {
            start--;
        }
        int end = at + line.length();
        while (end < text.length() && isBlank(text.charAt(end))) {
            end++;
        }
        boolean startsLine = start == 0 ? onBlankLine() : text.charAt(start - 1) == '\n';
        return startsLine && (end == text.length() || text.charAt(end) == '\n');
    }

    private boolean onBlankLine() {
        String above = around.above();
        return above.substring(above.lastIndexOf('\n') + 1).isBlank();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
