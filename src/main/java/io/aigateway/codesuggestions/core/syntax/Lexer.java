package io.aigateway.codesuggestions.core.syntax;

import io.aigateway.codesuggestions.core.syntax.Syntax.Trait;
import io.aigateway.codesuggestions.core.syntax.Tokens.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a source text into {@link Tokens}. One pass; never fails; what it does not understand is plain code. */
final class Lexer {
    private final String text;
    private final Syntax syntax;
    private final Tokens tokens;
    private final Flaws flaws;
    private final QuoteScanner quotes;
    private final HereDocuments hereDocuments;
    private final Context context;

    private int at;
    private int line;

    /** Strings that were not closed on this line: each kind is looked for once a line, or the time would grow quadratic. */
    private final List<Quote> strays = new ArrayList<>();

    private int noRegexUntil;

    private Lexer(String text, Syntax syntax, Tokens tokens, Flaws flaws) {
        this.text = text;
        this.syntax = syntax;
        this.tokens = tokens;
        this.flaws = flaws;
        this.quotes = new QuoteScanner(text, syntax);
        this.hereDocuments = new HereDocuments(text, syntax.hereDocuments());
        this.context = new Context(text);
    }

    /** Reads the text; what is not closed becomes a flaw. */
    static Tokens read(String text, Syntax syntax, Flaws flaws) {
        var tokens = new Tokens(text.length());
        new Lexer(text, syntax, tokens, flaws).run();
        return tokens;
    }

    static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= 0x80 && !isBlank(c));
    }

    static boolean isWordPart(char c) {
        return isWordStart(c) || (c >= '0' && c <= '9');
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || c == 0x7F || (c >= 0x80 && (Character.isWhitespace(c) || Character.isSpaceChar(c)));
    }

    private void run() {
        if (syntax.has(Trait.PAGE) && text.stripLeading().startsWith("<")) {
            page();
        }
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                endLine();
            } else if (isBlank(c)) {
                at++;
            } else if (!syntax.mayBegin(c) || !special(c)) {
                plain(c);
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

    private boolean special(char c) {
        return take(Kind.COMMENT, syntax.commentEnd(text, at))
                || take(Kind.LITERAL, syntax.rawEnd(text, at))
                || quote()
                || (c == '\'' && syntax.hasCharacters() && take(Kind.LITERAL, Characters.end(text, at)))
                || (c == '?' && take(Kind.LITERAL, Characters.questionEnd(text, at)))
                || (c == '\\' && syntax.has(Trait.SHELL) && take(Kind.TEXT, Math.min(text.length(), at + 2)))
                || (c == '#' && syntax.has(Trait.DIRECTIVES) && directive())
                || (c == '/' && syntax.has(Trait.REGEXES) && regex())
                || (c == '<' && take(Kind.TEXT, hereDocuments.announcedAt(at)));
    }

    private boolean quote() {
        Quote quote = syntax.quoteAt(text, at);
        if (quote == null || strays.contains(quote)) {
            return false;
        }
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
        } else if (syntax.has(Trait.PAGE) && text.startsWith("?>", at)) {
            page();
        } else if (c == ';') {
            take(Kind.TERMINATOR, at + 1);
        } else if ("([{".indexOf(c) >= 0) {
            bracket(Kind.OPEN, c);
        } else if (")]}".indexOf(c) >= 0) {
            bracket(Kind.CLOSE, "([{".charAt(")]}".indexOf(c)));
        } else {
            take(Kind.TEXT, at + 1);
        }
    }

    private void bracket(Kind kind, char family) {
        if (family == '[' && syntax.has(Trait.SHELL)) {
            take(Kind.TEXT, at + 1);
            return;
        }
        tokens.add(kind, at, at + 1, line, family);
        context.code(++at);
    }

    private void word() {
        int end = at + 1;
        while (end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        Keyword keyword = syntax.keyword(text, at, end);
        Kind kind = context.kindOf(keyword, at, end, line);
        if (keyword == null || kind == Kind.TEXT) {
            take(Kind.TEXT, end);
            return;
        }
        tokens.add(kind, at, end, line, keyword.family());
        at = end;
        context.word(keyword, end);
    }

    /** Skips the page up to the next tag with code. */
    private void page() {
        int tag = text.indexOf("<?", at);
        int end = tag < 0 ? text.length() : tag + 2;
        while (end < text.length() && end <= tag + 5 && (isWordPart(text.charAt(end)) || text.charAt(end) == '=')) {
            end++;
        }
        take(Kind.TERMINATOR, end);
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
        for (; at < position; at++) {
            line += text.charAt(at) == '\n' ? 1 : 0;
        }
        if (kind != Kind.COMMENT) {
            context.code(position);
        }
        return true;
    }
}
