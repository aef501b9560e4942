package io.aigateway.codesuggestions.core;

import io.aigateway.codesuggestions.core.CompletionCleaner.Draft;
import io.aigateway.codesuggestions.core.syntax.CodeStructure;
import io.aigateway.codesuggestions.core.syntax.Syntax;

/**
 * Takes the last word, or the last line when it is one word, off a completion that broke off because the model had used all
 * tokens it was given. Only when nothing else has changed the text, something remains, and the code does not get worse.
 */
final class Truncation {
    private Truncation() {}

    static String clean(String text, Draft draft, Syntax syntax) {
        boolean brokeOff = draft.raw().outputLimitReached()
                && text.equals(draft.raw().text())
                && !Character.isWhitespace(text.charAt(text.length() - 1));
        if (!brokeOff) {
            return text;
        }
        int lineStart = text.lastIndexOf('\n') + 1;
        int blank = Math.max(text.lastIndexOf(' '), text.lastIndexOf('\t'));
        String shorter = text.substring(0, Math.max(lineStart, blank)).stripTrailing();
        CodeAround around = draft.around();
        boolean welcome = !shorter.isEmpty() && flaws(shorter, around, syntax) <= flaws(text, around, syntax);
        return welcome ? shorter : text;
    }

    private static int flaws(String text, CodeAround around, Syntax syntax) {
        return CodeStructure.of(around.above() + text + around.below(), syntax).flawCount();
    }
}
