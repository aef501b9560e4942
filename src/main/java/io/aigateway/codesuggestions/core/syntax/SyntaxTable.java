package io.aigateway.codesuggestions.core.syntax;

import static io.aigateway.codesuggestions.core.syntax.Comment.block;
import static io.aigateway.codesuggestions.core.syntax.Comment.line;
import static io.aigateway.codesuggestions.core.syntax.Comment.nested;

import io.aigateway.codesuggestions.core.syntax.Comment.Where;
import io.aigateway.codesuggestions.core.syntax.Keyword.Role;
import io.aigateway.codesuggestions.core.syntax.Syntax.Layout;
import io.aigateway.codesuggestions.core.syntax.Syntax.Trait;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is known of each language. A language that is not here has no structure, and steps that need one leave it alone. */
final class SyntaxTable {
    static final Map<String, Syntax> BY_LANGUAGE = build();

    private static final char FI = 'f';
    private static final char DONE = 'd';
    private static final char ESAC = 'c';
    private static final char UNTIL = 'u';

    private SyntaxTable() {}

    private static Map<String, Syntax> build() {
        var table = new HashMap<String, Syntax>();
        put(table, likeC().quotes(Quote.line("'")), "hlsl", "glsl", "solidity");
        put(table, likeC().traits(Trait.CHARACTERS, Trait.DIRECTIVES), "c", "objc", "arduino");
        put(table, likeC().traits(Trait.CHARACTERS, Trait.DIRECTIVES).raw(RawForm.CPP), "cpp", "cuda");
        put(table, csharp(), "csharp");
        put(table, likeC().quotes(Quote.text("\"\"\"")).traits(Trait.CHARACTERS), "java");
        put(table, likeC().quotes(Quote.line("'")), "apex");
        put(table, rust(), "rust");
        put(table, php(), "php");
        put(table, dart(), "dart");
        put(table, lines().quotes(Quote.line("\""), Quote.raw("`")).traits(Trait.CHARACTERS), "go");
        put(table, javascript(), "js", "ts");
        put(table, kotlin(), "kotlin");
        put(table, scala(), "scala");
        put(table, swift(), "swift");
        put(table, groovy(), "groovy");
        put(table, hcl(), "hcl", "terraform");
        put(table, r(), "r");
        put(table, zig(), "zig");
        put(table, python(), "python", "starlark", "mojo", "gdscript");
        put(table, ruby(), "ruby");
        put(table, lua(), "lua");
        put(table, elixir(), "elixir");
        put(table, shell(), "bash", "zsh");
        return Map.copyOf(table);
    }

    private static void put(Map<String, Syntax> table, SyntaxBuilder syntax, String... languages) {
        Syntax built = syntax.build();
        List.of(languages).forEach(language -> table.put(language, built));
    }

    private static SyntaxBuilder braces(Layout layout) {
        return new SyntaxBuilder(layout)
                .comments(line("//"), block("/*", "*/"))
                .words(Role.CONTINUES, "else", "catch", "finally", "elseif", "while")
                .words(Role.PRECEDES_VALUE, "do", "return", "case");
    }

    private static SyntaxBuilder likeC() {
        return braces(Layout.SEMICOLONS).quotes(Quote.line("\""));
    }

    private static SyntaxBuilder lines() {
        return braces(Layout.LINES);
    }

    private static SyntaxBuilder csharp() {
        return likeC().quotes(
                        new Quote("@\"", "\"", Quote.NO_ESCAPE, true, true, List.of()),
                        new Quote("$@\"", "\"", Quote.NO_ESCAPE, true, true, List.of("{")),
                        new Quote("@$\"", "\"", Quote.NO_ESCAPE, true, true, List.of("{")),
                        new Quote("$\"", "\"", '\\', false, false, List.of("{")))
                .traits(Trait.CHARACTERS, Trait.DIRECTIVES)
                .raw(RawForm.CSHARP);
    }

    private static SyntaxBuilder rust() {
        return new SyntaxBuilder(Layout.SEMICOLONS)
                .comments(line("//"), nested("/*", "*/"))
                .quotes(Quote.text("\""))
                .words(Role.CONTINUES, "else")
                .traits(Trait.CHARACTERS)
                .raw(RawForm.RUST);
    }

    private static SyntaxBuilder php() {
        return braces(Layout.SEMICOLONS)
                .comments(new Comment("#", "", false, Where.NO_ATTRIBUTE))
                .quotes(Quote.text("\"", "{$", "${"), Quote.text("'"))
                .hereDocuments(HereDocuments.Form.PHP)
                .traits(Trait.PAGE);
    }

    private static SyntaxBuilder dart() {
        return braces(Layout.SEMICOLONS)
                .quotes(Quote.text("\"\"\"", "${"), Quote.text("'''", "${"))
                .quotes(Quote.line("\"", "${"), Quote.line("'", "${"));
    }

    private static SyntaxBuilder javascript() {
        return lines().quotes(Quote.line("\""), Quote.line("'"), Quote.text("`", "${"))
                .words(Role.PRECEDES_VALUE, "typeof", "in", "of", "delete", "void", "throw", "new", "await", "yield")
                .traits(Trait.REGEXES);
    }

    private static SyntaxBuilder kotlin() {
        return new SyntaxBuilder(Layout.LINES)
                .comments(line("//"), nested("/*", "*/"))
                .quotes(Quote.raw("\"\"\"", "${"), Quote.line("\"", "${"), Quote.line("`"))
                .words(Role.CONTINUES, "else", "catch", "finally", "while")
                .words(Role.PRECEDES_VALUE, "do")
                .traits(Trait.CHARACTERS);
    }

    private static SyntaxBuilder scala() {
        return new SyntaxBuilder(Layout.LINES)
                .comments(line("//"), nested("/*", "*/"))
                .quotes(Quote.raw("\"\"\""), interpolated("s", "\"\"\"", true), interpolated("f", "\"\"\"", true))
                .quotes(Quote.line("\""), interpolated("s", "\"", false), interpolated("f", "\"", false))
                .quotes(Quote.line("`"))
                .words(Role.CONTINUES, "else", "catch", "finally", "while", "yield", "match")
                .words(Role.PRECEDES_VALUE, "do")
                .traits(Trait.CHARACTERS);
    }

    private static Quote interpolated(String prefix, String mark, boolean raw) {
        return new Quote(prefix + mark, mark, raw ? Quote.NO_ESCAPE : '\\', raw, false, List.of("${"));
    }

    private static SyntaxBuilder swift() {
        return new SyntaxBuilder(Layout.LINES)
                .comments(line("//"), nested("/*", "*/"))
                .quotes(Quote.text("\"\"\"", "\\("), Quote.line("\"", "\\("))
                .words(Role.CONTINUES, "else", "catch", "while")
                .words(Role.PRECEDES_VALUE, "repeat")
                .raw(RawForm.SWIFT);
    }

    private static SyntaxBuilder groovy() {
        return lines().quotes(Quote.text("\"\"\"", "${"), Quote.text("'''"), Quote.line("\"", "${"), Quote.line("'"));
    }

    private static SyntaxBuilder hcl() {
        return lines().comments(line("#")).quotes(Quote.line("\"", "${")).hereDocuments(HereDocuments.Form.SHELL);
    }

    private static SyntaxBuilder r() {
        return new SyntaxBuilder(Layout.LINES)
                .comments(line("#"))
                .quotes(Quote.text("\""), Quote.text("'"), Quote.line("`"))
                .words(Role.CONTINUES, "else");
    }

    private static SyntaxBuilder zig() {
        return new SyntaxBuilder(Layout.SEMICOLONS)
                .comments(line("//"))
                .quotes(Quote.line("\""))
                .words(Role.CONTINUES, "else", "catch")
                .traits(Trait.CHARACTERS)
                .raw(RawForm.ZIG);
    }

    private static SyntaxBuilder python() {
        return new SyntaxBuilder(Layout.INDENTATION)
                .comments(line("#"))
                .quotes(Quote.text("\"\"\""), Quote.text("'''"), Quote.line("\""), Quote.line("'"))
                .words(Role.CONTINUES, "else", "elif", "except", "finally")
                .traits(Trait.BRACES_ARE_VALUES);
    }

    private static SyntaxBuilder ruby() {
        return new SyntaxBuilder(Layout.LINES)
                .comments(line("#"), new Comment("=begin", "\n=end", false, Where.LINE_START))
                .quotes(Quote.text("\"", "#{"), Quote.text("'"), Quote.text("`", "#{"))
                .words(Role.OPENS, "class", "module", "case", "begin")
                .words(Role.OPENS_STATEMENT, "if", "unless")
                .words(Role.LOOPS, "while", "until", "for")
                .words(Role.DOES, "do")
                .words(Role.DEFINES, "def")
                .words(Role.CLOSES, "end")
                .words(Role.PRECEDES_VALUE, "then", "else", "elsif", "when", "in", "and", "or", "not", "ensure")
                .traits(Trait.REGEXES, Trait.QUESTION_CHARACTERS)
                .raw(RawForm.RUBY)
                .hereDocuments(HereDocuments.Form.RUBY);
    }

    private static SyntaxBuilder lua() {
        return new SyntaxBuilder(Layout.LINES)
                .comments(block("--[[", "]]"), block("--[=[", "]=]"), block("--[==[", "]==]"), line("--"))
                .quotes(Quote.line("\""), Quote.line("'"))
                .words(Role.OPENS, "function", "if", "do")
                .words(Role.OPENS, UNTIL, "repeat")
                .words(Role.CLOSES, "end")
                .words(Role.CLOSES, UNTIL, "until")
                .traits(Trait.BRACES_ARE_VALUES)
                .raw(RawForm.LUA);
    }

    private static SyntaxBuilder elixir() {
        return new SyntaxBuilder(Layout.LINES)
                .comments(line("#"))
                .quotes(
                        Quote.text("\"\"\"", "#{"),
                        Quote.text("'''", "#{"),
                        Quote.text("\"", "#{"),
                        Quote.text("'", "#{"))
                .words(Role.OPENS, "do", "fn")
                .words(Role.CLOSES, "end")
                .traits(Trait.BRACES_ARE_VALUES, Trait.QUESTION_CHARACTERS)
                .raw(RawForm.ELIXIR);
    }

    private static SyntaxBuilder shell() {
        return new SyntaxBuilder(Layout.LINES)
                .comments(new Comment("#", "", false, Where.WORD_START))
                .quotes(
                        Quote.text("\"", "$(", "${"),
                        Quote.raw("'"),
                        new Quote("$'", "'", '\\', true, false, List.of()))
                .words(Role.OPENS_STATEMENT, FI, "if")
                .words(Role.OPENS_STATEMENT, DONE, "do")
                .words(Role.OPENS_STATEMENT, ESAC, "case")
                .words(Role.CLOSES_STATEMENT, FI, "fi")
                .words(Role.CLOSES_STATEMENT, DONE, "done")
                .words(Role.CLOSES_STATEMENT, ESAC, "esac")
                .words(Role.PRECEDES_VALUE, "then", "else", "elif", "while", "until")
                .traits(Trait.SHELL)
                .hereDocuments(HereDocuments.Form.SHELL);
    }
}
