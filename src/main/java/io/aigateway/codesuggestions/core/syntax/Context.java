package io.aigateway.codesuggestions.core.syntax;

import io.aigateway.codesuggestions.core.syntax.Keyword.Role;
import io.aigateway.codesuggestions.core.syntax.Tokens.Kind;
import org.jspecify.annotations.Nullable;

/** What came before a place in a text, as far as it decides what a word or a slash means there. */
final class Context {
    /** How far a definition's head is read, in characters. */
    private static final int MAX_HEAD = 256;

    private static final int NOWHERE = -1;

    private final String text;
    private int codeEnd = NOWHERE;
    private boolean lineHasCode;
    private @Nullable Keyword lastWord;
    private int lastWordEnd = NOWHERE;
    private int loopLine = NOWHERE;

    Context(String text) {
        this.text = text;
    }

    /** A piece of code ends here. */
    void code(int end) {
        codeEnd = end;
        lineHasCode = true;
    }

    /** A keyword ends here. */
    void word(Keyword word, int end) {
        code(end);
        lastWord = word;
        lastWordEnd = end;
    }

    void endLine() {
        lineHasCode = false;
    }

    boolean lineHasCode() {
        return lineHasCode;
    }

    /** Whether a value can stand here, so that a slash begins a regular expression and does not divide. */
    boolean valueMayBegin() {
        if (codeEnd < 0) {
            return true;
        }
        char before = text.charAt(codeEnd - 1);
        if (Lexer.isWordPart(before)) {
            return lastWordEnd == codeEnd;
        }
        return before == '}' ? !lineHasCode : ")]\"'`<".indexOf(before) < 0;
    }

    /** What this word is here: something that opens, closes or goes on with a block, or plain text. */
    Kind kindOf(Keyword word, int start, int end, int line) {
        if (isNamed(start)) {
            return Kind.TEXT;
        }
        boolean delimits = word.role() != Role.CONTINUES && word.role() != Role.PRECEDES_VALUE;
        if (delimits && isName(end)) {
            return Kind.TEXT;
        }
        return switch (word.role()) {
            case CONTINUES, PRECEDES_VALUE -> Kind.WORD;
            case OPENS -> Kind.OPEN;
            case CLOSES -> Kind.CLOSE;
            case OPENS_STATEMENT -> startsStatement(start) ? Kind.OPEN : Kind.WORD;
            case CLOSES_STATEMENT -> startsStatement(start) ? Kind.CLOSE : Kind.WORD;
            case LOOPS -> loops(start, line) ? Kind.OPEN : Kind.WORD;
            case DOES -> does(line) ? Kind.OPEN : Kind.WORD;
            case DEFINES -> hasBodyAfterEquals(end) ? Kind.WORD : Kind.OPEN;
        };
    }

    /** Whether the word belongs to what stands right before it: {@code x.end}, {@code :end}, {@code @end}. */
    private boolean isNamed(int start) {
        return start > 0 && ".:@$".indexOf(text.charAt(start - 1)) >= 0;
    }

    /** Whether the word is a name all the same: {@code end: 1}, {@code end?}, {@code def end}. */
    private boolean isName(int end) {
        boolean key = text.startsWith(":", end) && !text.startsWith("::", end);
        boolean asks = text.startsWith("?", end) || (text.startsWith("!", end) && !text.startsWith("!=", end));
        boolean defined = lastWord != null && lastWord.role() == Role.DEFINES && lastWordEnd == codeEnd;
        return key || asks || defined;
    }

    private boolean startsStatement(int start) {
        if (codeEnd < 0) {
            return true;
        }
        char before = text.charAt(codeEnd - 1);
        if (!lineHasCode) {
            return before != '\\';
        }
        if (lastWordEnd == codeEnd && lastWord != null) {
            return lastWord.role() != Role.CLOSES && lastWord.role() != Role.CLOSES_STATEMENT;
        }
        boolean negates = before == '!' && codeEnd < start && !isWordBefore(codeEnd - 1);
        return negates || "=([{,;|&<>+-*:".indexOf(before) >= 0;
    }

    private boolean isWordBefore(int position) {
        return position > 0 && Lexer.isWordPart(text.charAt(position - 1));
    }

    private boolean loops(int start, int line) {
        boolean opens = startsStatement(start);
        loopLine = opens ? line : loopLine;
        return opens;
    }

    private boolean does(int line) {
        boolean opens = loopLine != line;
        loopLine = NOWHERE;
        return opens;
    }

    /** Whether a definition is of the form {@code def name(…) = value}, which no word closes. */
    private boolean hasBodyAfterEquals(int from) {
        int limit = Math.min(text.length() - 1, from + MAX_HEAD);
        int at = from;
        while (at < limit && text.charAt(at) == ' ') {
            at++;
        }
        while (at < limit && " (\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        int depth = 0;
        for (; at < limit && (depth > 0 || " (".indexOf(text.charAt(at)) >= 0); at++) {
            char c = text.charAt(at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return text.startsWith("= ", at);
    }
}
