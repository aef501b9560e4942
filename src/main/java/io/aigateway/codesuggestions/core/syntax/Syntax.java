package io.aigateway.codesuggestions.core.syntax;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a programming language writes comments, literals, brackets and blocks. Immutable. */
public final class Syntax {
    /** What ends a statement, and what makes a block. */
    enum Layout {
        /** Semicolons end statements, brackets make blocks. */
        SEMICOLONS,
        /** A line's end ends a statement where one can end, brackets or words make blocks. */
        LINES,
        /** Indentation makes blocks. */
        INDENTATION
    }

    /** Peculiarities that are on or off. */
    enum Trait {
        /** Single quotes hold one character. */
        CHARACTERS,
        /** A hash at the start of a line begins a directive. */
        DIRECTIVES,
        /** A slash can begin a regular expression. */
        REGEXES,
        /** Braces do not make blocks: tables, maps. */
        BRACES_ARE_VALUES,
        /** A question mark makes a character of what follows: {@code ?x}. */
        QUESTION_CHARACTERS,
        /** A shell: patterns end with lone parentheses, square brackets are commands, backslashes escape anywhere. */
        SHELL,
        /** The file is a page; code stands between tags. */
        PAGE
    }

    /** What may begin with a character; see {@link #begins}. */
    static final int COMMENT = 1;

    static final int RAW = 1 << 1;
    static final int QUOTE = 1 << 2;
    static final int CHARACTER = 1 << 3;
    static final int QUESTION = 1 << 4;
    static final int ESCAPE = 1 << 5;
    static final int DIRECTIVE = 1 << 6;
    static final int REGEX = 1 << 7;
    static final int HERE_DOCUMENT = 1 << 8;

    private static final int ASCII = 128;

    private final Layout layout;
    private final List<Comment> comments;
    private final RawForm rawForm;
    private final HereDocuments.Form hereDocuments;
    private final Set<Trait> traits;
    private final Quote[][] quotes = new Quote[ASCII][];
    private final Keyword[][] keywords = new Keyword[ASCII][];
    private final int[] begins = new int[ASCII];

    Syntax(SyntaxBuilder from) {
        this.layout = from.layout;
        this.comments = List.copyOf(from.comments);
        this.rawForm = from.rawForm;
        this.hereDocuments = from.hereDocuments;
        this.traits = EnumSet.copyOf(from.traits);
        from.quotes.forEach(quote ->
                quotes[quote.open().charAt(0)] = with(quotes[quote.open().charAt(0)], quote));
        from.keywords.forEach(this::index);
        from.quotes.forEach(quote -> begins[quote.open().charAt(0)] |= QUOTE);
        comments.forEach(comment -> begins[comment.open().charAt(0)] |= COMMENT);
        rawForm.firstCharacters().chars().forEach(c -> begins[c] |= RAW);
        begins['\''] |= hasCharacters() ? CHARACTER : 0;
        begins['#'] |= has(Trait.DIRECTIVES) ? DIRECTIVE : 0;
        begins['/'] |= has(Trait.REGEXES) ? REGEX : 0;
        begins['?'] |= has(Trait.QUESTION_CHARACTERS) ? QUESTION : 0;
        begins['\\'] |= has(Trait.SHELL) ? ESCAPE : 0;
        begins['<'] |= hereDocuments != HereDocuments.Form.NONE ? HERE_DOCUMENT : 0;
    }

    /** The syntax of a language by its reported id, or null when it is not known. */
    public static @Nullable Syntax of(String languageId) {
        return SyntaxTable.BY_LANGUAGE.get(languageId);
    }

    private static Quote[] with(Quote @Nullable [] known, Quote more) {
        var all = new ArrayList<Quote>(known == null ? List.of() : List.of(known));
        all.add(more);
        all.sort((one, other) -> other.open().length() - one.open().length());
        return all.toArray(Quote[]::new);
    }

    private void index(Keyword keyword) {
        char first = keyword.word().charAt(0);
        var all = new ArrayList<Keyword>(keywords[first] == null ? List.of() : List.of(keywords[first]));
        all.add(keyword);
        keywords[first] = all.toArray(Keyword[]::new);
    }

    Layout layout() {
        return layout;
    }

    HereDocuments.Form hereDocuments() {
        return hereDocuments;
    }

    /** The end of the raw literal that begins here, {@link Ends#NONE} or {@link Ends#unclosed}; for {@link #RAW} only. */
    int rawEnd(String text, int at) {
        return rawForm.end(text, at);
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    boolean hasCharacters() {
        return has(Trait.CHARACTERS);
    }

    /** What a comment, a literal or the like that begins with this character may be, a bit each; 0 for most characters. */
    int begins(char c) {
        return c < ASCII ? begins[c] : 0;
    }

    /** The end of the comment that begins here, {@link Ends#NONE} or {@link Ends#unclosed}. */
    int commentEnd(String text, int at) {
        for (Comment comment : comments) {
            int end = comment.end(text, at);
            if (end != Ends.NONE) {
                return end;
            }
        }
        return Ends.NONE;
    }

    /** The kind of string that begins here, or null. */
    @Nullable
    Quote quoteAt(String text, int at) {
        char c = text.charAt(at);
        Quote[] candidates = c < ASCII ? quotes[c] : null;
        if (candidates != null) {
            for (Quote quote : candidates) {
                if (text.startsWith(quote.open(), at)) {
                    return quote;
                }
            }
        }
        return null;
    }

    /** The keyword that is this word, or null. */
    @Nullable
    Keyword keyword(String text, int start, int end) {
        char c = text.charAt(start);
        Keyword[] candidates = c < ASCII ? keywords[c] : null;
        if (candidates != null) {
            for (Keyword keyword : candidates) {
                if (keyword.word().length() == end - start && text.startsWith(keyword.word(), start)) {
                    return keyword;
                }
            }
        }
        return null;
    }

    /** Whether this bracket or word delimits blocks, as opposed to arguments and the like. */
    boolean isBlock(char family) {
        return family == '{' ? !has(Trait.BRACES_ARE_VALUES) : family != '(' && family != '[';
    }
}
