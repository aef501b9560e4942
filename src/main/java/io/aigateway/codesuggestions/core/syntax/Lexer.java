package io.aigateway.codesuggestions.core.syntax;

import io.aigateway.codesuggestions.core.syntax.Syntax.Trait;
import io.aigateway.codesuggestions.core.syntax.Tokens.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a source text into {@link Tokens}. One pass; never fails; what it does not understand is plain code. Runs for every
 * completion over the whole file above the cursor, so what a character can be is looked up in tables.
 */
final class Lexer {
    private static final int ASCII = 128;
    private static final byte WORD_START = 1;
    private static final byte DIGIT = 2;
    private static final byte BLANK = 4;
    private static final byte[] CLASSES = classes();

    private final String text;
    private final Syntax syntax;
    private final Tokens tokens;
    private final Flaws flaws;
    private final HereDocuments hereDocuments;
    private final Context context;

    /** Made for the first string. */
    private @Nullable QuoteScanner quotes;

    private int at;
    private int line;

    /** Strings that were not closed on this line: each kind is looked for once a line, or the time would grow quadratic. */
    private final List<Quote> strays = new ArrayList<>();

    private int noRegexUntil;

    private final boolean page;
    private final boolean shell;

    private Lexer(String text, Syntax syntax, Tokens tokens, Flaws flaws) {
        this.text = text;
        this.syntax = syntax;
        this.tokens = tokens;
        this.flaws = flaws;
        this.hereDocuments = new HereDocuments(text, syntax.hereDocuments());
        this.context = new Context(text);
        this.page = syntax.has(Trait.PAGE);
        this.shell = syntax.has(Trait.SHELL);
    }

    /** Reads the text; what is not closed becomes a flaw. */
    static Tokens read(String text, Syntax syntax, Flaws flaws) {
        var tokens = new Tokens(text.length());
        new Lexer(text, syntax, tokens, flaws).run();
        return tokens;
    }

    static boolean isWordStart(char c) {
        return c < ASCII ? CLASSES[c] == WORD_START : !isForeignBlank(c);
    }

    static boolean isWordPart(char c) {
        return c < ASCII ? (CLASSES[c] & (WORD_START | DIGIT)) != 0 : !isForeignBlank(c);
    }

    static boolean isBlank(char c) {
        return c < ASCII ? CLASSES[c] == BLANK : isForeignBlank(c);
    }

    private static boolean isForeignBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static byte[] classes() {
        var classes = new byte[ASCII];
        Arrays.fill(classes, 0, ' ' + 1, BLANK);
        classes[0x7F] = BLANK;
        Arrays.fill(classes, '0', '9' + 1, DIGIT);
        Arrays.fill(classes, 'A', 'Z' + 1, WORD_START);
        Arrays.fill(classes, 'a', 'z' + 1, WORD_START);
        classes['_'] = WORD_START;
        return classes;
    }

    private void run() {
        if (page && text.stripLeading().startsWith("<")) {
            skipPage();
        }
        int length = text.length();
        while (at < length) {
            char c = text.charAt(at);
            if (c == '\n') {
                endLine();
            } else if (isBlank(c)) {
                at++;
            } else {
                int begins = syntax.begins(c);
                if (begins == 0 || !special(begins)) {
                    plain(c);
                }
            }
        }
    }

    private void endLine() {
        if (!tokens.is(tokens.size() - 1, Kind.LINE_END)) {
            tokens.add(Kind.LINE_END, at, at + 1, line);
        }
        at++;
        line++;
        context.endLine();
        strays.clear();
        if (hereDocuments.areWaiting() && at < text.length()) {
            take(Kind.LITERAL, hereDocuments.endFrom(at));
        }
    }

    private boolean special(int begins) {
        return ((begins & Syntax.COMMENT) != 0 && take(Kind.COMMENT, syntax.commentEnd(text, at)))
                || ((begins & Syntax.RAW) != 0 && take(Kind.LITERAL, syntax.rawEnd(text, at)))
                || ((begins & Syntax.QUOTE) != 0 && quote())
                || ((begins & Syntax.CHARACTER) != 0 && take(Kind.LITERAL, Characters.end(text, at)))
                || ((begins & Syntax.QUESTION) != 0 && take(Kind.LITERAL, Characters.questionEnd(text, at)))
                || ((begins & Syntax.ESCAPE) != 0 && take(Kind.TEXT, Math.min(text.length(), at + 2)))
                || ((begins & Syntax.DIRECTIVE) != 0 && directive())
                || ((begins & Syntax.REGEX) != 0 && regex())
                || ((begins & Syntax.HERE_DOCUMENT) != 0 && take(Kind.TEXT, hereDocuments.announcedAt(at)));
    }

    private boolean quote() {
        Quote quote = syntax.quoteAt(text, at);
        if (quote == null || strays.contains(quote)) {
            return false;
        }
        quotes = quotes == null ? new QuoteScanner(text, syntax) : quotes;
        int end = quotes.end(quote, at);
        if (end != QuoteScanner.STRAY) {
            return take(Kind.LITERAL, end);
        }
        flaws.add(Flaw.Kind.UNCLOSED_LITERAL, at);
        strays.add(quote);
        return false;
    }

    private boolean directive() {
        if (context.lineHasCode()) {
            return false;
        }
        int end = lineEnd();
        while (end < text.length() && (text.charAt(end - 1) == '\\' || text.startsWith("\\\r", end - 2))) {
            int next = text.indexOf('\n', end + 1);
            end = next < 0 ? text.length() : next;
        }
        return take(Kind.DIRECTIVE, beforeOpenComment(end));
    }

    /** A comment that goes on after the directive is not part of it. */
    private int beforeOpenComment(int end) {
        int comment = end;
        for (int i = at; i < end; i++) {
            if (comment == end && text.startsWith("/*", i)) {
                comment = i++;
            } else if (comment < end && text.startsWith("*/", i)) {
                comment = end;
            }
        }
        return comment;
    }

    private boolean regex() {
        if (at < noRegexUntil || !context.valueMayBegin()) {
            return false;
        }
        int end = Regexes.end(text, at);
        if (end == Ends.NONE) {
            noRegexUntil = lineEnd();
        }
        return take(Kind.LITERAL, end);
    }

    private int lineEnd() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private void plain(char c) {
        if (isWordPart(c)) {
            word();
        } else if (page && text.startsWith("?>", at)) {
            skipPage();
        } else {
            switch (c) {
                case ';' -> add(Kind.TERMINATOR, at + 1);
                case '(', '[', '{' -> bracket(Kind.OPEN, c);
                case ')' -> bracket(Kind.CLOSE, '(');
                case ']' -> bracket(Kind.CLOSE, '[');
                case '}' -> bracket(Kind.CLOSE, '{');
                default -> add(Kind.TEXT, at + 1);
            }
        }
    }

    private void bracket(Kind kind, char family) {
        if (family == '[' && shell) {
            add(Kind.TEXT, at + 1);
            return;
        }
        tokens.add(kind, at, at + 1, line, family);
        context.code(++at);
    }

    private void word() {
        int length = text.length();
        int end = at + 1;
        while (end < length && isWordPart(text.charAt(end))) {
            end++;
        }
        Keyword keyword = syntax.keyword(text, at, end);
        Kind kind = keyword == null ? Kind.TEXT : context.kindOf(keyword, at, end, line);
        if (keyword == null || kind == Kind.TEXT) {
            add(Kind.TEXT, end);
            return;
        }
        tokens.add(kind, at, end, line, keyword.family());
        at = end;
        context.word(keyword, end);
    }

    /** Skips the page up to the next tag with code. */
    private void skipPage() {
        int tag = text.indexOf("<?", at);
        int end = tag < 0 ? text.length() : tag + 2;
        while (end < text.length() && end <= tag + 5 && (isWordPart(text.charAt(end)) || text.charAt(end) == '=')) {
            end++;
        }
        take(Kind.TERMINATOR, end);
    }

    /** Adds a piece of code that is within its line. */
    private void add(Kind kind, int end) {
        tokens.add(kind, at, end, line);
        at = end;
        context.code(end);
    }

    /** Adds what ends here as one piece; false when it does not begin here at all. */
    private boolean take(Kind kind, int end) {
        if (end == Ends.NONE) {
            return false;
        }
        if (Ends.isUnclosed(end)) {
            flaws.add(Flaw.Kind.UNCLOSED_LITERAL, at);
        }
        int position = Ends.position(end);
        tokens.add(kind, at, position, line);
        for (int i = at; i < position; i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        at = position;
        if (kind != Kind.COMMENT) {
            context.code(position);
        }
        return true;
    }
}
