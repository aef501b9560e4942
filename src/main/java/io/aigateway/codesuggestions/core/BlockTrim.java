package io.aigateway.codesuggestions.core;

import io.aigateway.codesuggestions.core.CompletionCleaner.Draft;
import io.aigateway.codesuggestions.core.syntax.Block;
import io.aigateway.codesuggestions.core.syntax.CodeStructure;
import io.aigateway.codesuggestions.core.syntax.Syntax;

/**
 * Cuts a completion where the smallest block of at least two lines around its first character ends, so that it does not run on
 * into the next function. What goes on with that block stays ({@code else}, the rest of the statement), and so does a rest of
 * nothing but brackets that close what the file above opened.
 */
final class BlockTrim {
    private BlockTrim() {}

    static String clean(String text, Draft draft, Syntax syntax) {
        int cursor = draft.around().above().length();
        int first = firstCharacter(text);
        if (first == text.length() || text.indexOf('\n') < 0) {
            return text;
        }
        String code = draft.around().above() + text;
        CodeStructure structure = CodeStructure.of(code, syntax);
        Block block = structure.blockAround(cursor + first);
        if (block == null || block.end() <= cursor || isRestWelcome(code, block.end(), structure, syntax)) {
            return text;
        }
        return text.substring(0, block.end() - cursor);
    }

    /** The place of the first character that is no white space; the length when there is none. */
    static int firstCharacter(String text) {
        int first = 0;
        while (first < text.length() && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        return first;
    }

    private static boolean isRestWelcome(String code, int from, CodeStructure structure, Syntax syntax) {
        String rest = code.substring(from);
        boolean fits = structure.flawCount() == structure.flawsBefore(from);
        return rest.isBlank() || (fits && CodeStructure.of(rest, syntax).isClosersOnly());
    }
}
