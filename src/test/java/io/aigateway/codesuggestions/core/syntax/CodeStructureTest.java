package io.aigateway.codesuggestions.core.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.codesuggestions.core.syntax.Flaw.Kind;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CodeStructureTest {

    static Stream<Arguments> soundCode() {
        return Stream.of(
                Arguments.of("python", "a = {'b': [(1, \"]\")]}  # (\ns = '''it's {'''\nr'\\''\nf\"{a['b']}\"\n"),
                Arguments.of("python", "\"\"\"Don't (.\"\"\"\nx = \"\"\"\n\\\"\"\" (\n\"\"\"\n"),
                Arguments.of("java", "String a = \"}\\\"\"; char b = '\"', c = '\\'', d = '{'; /* ( */ // [\n"),
                Arguments.of("java", "var a = \"\"\"\n  don't \\\"\"\" {\n  \"\"\";\n"),
                Arguments.of(
                        "js", "const a = `x ${b ? `{${c}` : '}'} (`; // (\nif (/[/\"]\\//.test(a)) { b = a / 2 / 1 }"),
                Arguments.of("js", "return /\"/; x = a[0] / b; y = (1) / 2; /* \" */"),
                Arguments.of("ts", "type A<T> = { [K in keyof T]?: T[K] }; const r = <T,>(a: T) => a;"),
                Arguments.of("go", "a := `it's \" {`\nb := '\"'\nc := '\\''\nd := \"`\"\n"),
                Arguments.of("c", "#define A(x) do { \\\n  x(\nint a['{'] = { '\\\"' }; /* \" */\n"),
                Arguments.of("cpp", "auto a = R\"x()\" )\" ( )x\"; int b = 1'000'0; u8R\"(\")\"; L\"(\";"),
                Arguments.of(
                        "csharp",
                        "var a = @\"c:\\\"; var b = $\"{c[\"}\"]} {{ \"; var d = @\"\"\"(\"; var e = \"\"\" \"( \"\"\";"),
                Arguments.of("csharp", "#region (\nvar a = $@\"{b}\"\"(\n\"; char c = '\"';\n#endregion it's"),
                Arguments.of(
                        "rust",
                        "fn a<'a>(b: &'a str) { let c = '\"'; let d = r#\"\"(\"#; let e = b'\\''; /* /* ( */ [ */ }"),
                Arguments.of(
                        "kotlin", "val a = \"${b[\"}\"]}\"; val c = \"\"\"\"(\"\"\"\" ; val d = '\"'; fun `it's`() {}"),
                Arguments.of(
                        "scala",
                        "val a = s\"${b(\"}\")}\"; val c = \"${\"; val d = 'x'; val e = '\\u0041'; val f = 'sym"),
                Arguments.of("php", "<p>Don't {</p>\n<?php $a = \"{$b['}']}\"; # (\n#[A(1)]\n// it's\n?>\n<p>({</p>"),
                Arguments.of("php", "$a = <<<EOT\n  it's ( {\n  EOT;\n$b = <<<'X'\n\"\nX;\nf(\"\n(\");"),
                Arguments.of(
                        "ruby",
                        "a = %w[a ( b]\nb = \"#{c[\"}\"]}\"\nd = /[\"(]/\ne = ?\"\n=begin\n(\n=end\nf %(x (y) \")\n"),
                Arguments.of("ruby", "x = <<~A + <<-'B'\n  (\n  A\n  \"\n  B\ny << 1\nclass << self\nend\n"),
                Arguments.of(
                        "ruby", "return 1 if a\nb unless c\nbegin\n  d\nend while e\nx = if f then 1 else 2 end\n"),
                Arguments.of("ruby", "def a(b = 1) = b + 1\ndef c=(d)\nend\ndef self.end\nend\ndef e f, g = {}\nend\n"),
                Arguments.of(
                        "ruby",
                        "loop do\nend\nwhile a do b end\nuntil c\nend\nfor d in e do f end\n{ if: 1, end: :end }\n"),
                Arguments.of(
                        "lua", "a = [==[ ]] ( ]==] --[[ ( ]]\n-- (\nif b then repeat c() until d else e = '(' end\n"),
                Arguments.of(
                        "elixir",
                        "def a, do: 1\nb = ~r/[(\"]/\nc = ?\"\nd = fn x -> \"#{x}(\" end\ne = \"\"\"\n (\n\"\"\"\n"),
                Arguments.of(
                        "bash",
                        "a=\"$(b \"c)\" '\"')\" # (\ncase $d in e) f;; (g) h;; esac\necho if ${#i} \\\" it\\'s\n"),
                Arguments.of("bash", "cat <<-'EOF'\n  it's ( \"\n\tEOF\nif a; then for b in c; do d; done; fi\n"),
                Arguments.of(
                        "swift",
                        "let a = \"\\(b.map { \"}\" }) \\\" (\"; let c = #\"\"(\"#; let d = \"\"\"\n \" (\n\"\"\""),
                Arguments.of("dart", "var a = '${b['}']}'; var c = '''it's (''';"),
                Arguments.of("hcl", "a = \"${b[\"}\"]}\" # (\nc = <<EOF\n (\nEOF\n"),
                Arguments.of("zig", "const a =\n    \\\\ it's ( \"\n;\nconst b = '\"';\n"));
    }

    @ParameterizedTest
    @MethodSource("soundCode")
    void findsNoFlawInSoundCode(String language, String code) {
        assertThat(read(language, code).flaws()).isEmpty();
        assertThat(read(language, code.replace("\n", "\r\n")).flaws()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java | a(b | UNCLOSED_OPENER | 1",
                "java | a)b | UNMATCHED_CLOSER | 1",
                "java | { a( } | UNCLOSED_OPENER | 3",
                "java | ( a } ) | UNMATCHED_CLOSER | 4",
                "java | a /* b | UNCLOSED_LITERAL | 2",
                "python | a = \"b | UNCLOSED_LITERAL | 4",
                "python | \"\"\"b | UNCLOSED_LITERAL | 0",
                "js | a = `${b | UNCLOSED_LITERAL | 4",
                "go | a := `b | UNCLOSED_LITERAL | 5",
                "ruby | def a | UNCLOSED_OPENER | 0",
                "ruby | a; end | UNMATCHED_CLOSER | 3",
                "ruby | a = %w[b | UNCLOSED_LITERAL | 4",
                "ruby | a = <<~B | UNCLOSED_LITERAL | 9",
                "lua | if a then | UNCLOSED_OPENER | 0",
                "lua | until a | UNMATCHED_CLOSER | 0",
                "bash | fi | UNMATCHED_CLOSER | 0",
                "bash | if a; then do b; fi | UNCLOSED_OPENER | 11",
                "rust | r##\"a\"# | UNCLOSED_LITERAL | 0",
                "cpp | R\"x(a)\" | UNCLOSED_LITERAL | 0",
            })
    void saysWhatIsWrongAndWhere(String language, String code, Kind kind, int position) {
        String text = code.startsWith("a = <<~") ? code + "\nc" : code;

        CodeStructure structure = read(language, text);

        assertThat(structure.flaws()).containsExactly(new Flaw(kind, position));
        assertThat(structure.flawCount()).isEqualTo(1);
        assertThat(structure.flawsBefore(position)).isZero();
        assertThat(structure.flawsBefore(position + 1)).isEqualTo(1);
    }

    @Test
    void takesAnApostropheForOneOnItsLineOnly() {
        CodeStructure structure = read("js", "<p>Don't {a}</p>\nb('c')\n");

        assertThat(structure.flaws()).containsExactly(new Flaw(Kind.UNCLOSED_LITERAL, 6));
    }

    @Test
    void knowsPlacesInsideLiterals() {
        CodeStructure structure = read("python", "a = 'bc' + d");

        assertThat(structure.isInsideLiteral(4)).isFalse();
        assertThat(structure.isInsideLiteral(5)).isTrue();
        assertThat(structure.isInsideLiteral(7)).isTrue();
        assertThat(structure.isInsideLiteral(8)).isFalse();
        assertThat(structure.isInsideLiteral(100)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"java,'}\n });',true", "java,'} a',false", "ruby,'end)\nend',true", "ruby,ending,false", "js,'',true"})
    void knowsTextThatOnlyClosesBrackets(String language, String text, boolean closersOnly) {
        assertThat(read(language, text).isClosersOnly()).isEqualTo(closersOnly);
    }

    @Test
    void findsTheSmallestBlockOfTwoLines() {
        String code = "class A {\n  void a() { b(); }\n  void c() {\n    d();\n  }\n  int e;\n}\nint f;\n";
        CodeStructure structure = read("java", code);

        assertThat(structure.blockAround(code.indexOf("d()")))
                .isEqualTo(new Block(code.indexOf("{\n    d"), code.indexOf("\n  int e"), 3));
        assertThat(structure.blockAround(code.indexOf("b()")))
                .isEqualTo(new Block(code.indexOf('{'), code.indexOf("\nint f"), 7));
        assertThat(structure.blockAround(code.indexOf("void c")))
                .isEqualTo(new Block(code.indexOf("void c"), code.indexOf("\n  int e"), 3));
        assertThat(structure.blockAround(code.indexOf("int f"))).isNull();
        assertThat(structure.blockAround(code.length())).isNull();
    }

    @Test
    void findsTheSmallestBlockByIndentation() {
        String code = "class A:\n    def b(self):\n        c = 1\n        d = 2\n\n    def e(self): pass\n\nf = 1\n";
        CodeStructure structure = read("python", code);

        assertThat(structure.blockAround(code.indexOf("c =")))
                .isEqualTo(new Block(code.indexOf("def b"), code.indexOf("\n\n    def e"), 3));
        assertThat(structure.blockAround(code.indexOf("def e"))).isEqualTo(new Block(0, code.indexOf("\n\nf ="), 6));
        assertThat(structure.blockAround(code.indexOf("f ="))).isNull();
    }

    @Test
    void knowsNoSyntaxOfOtherLanguages() {
        assertThat(Syntax.of("cobol")).isNull();
        assertThat(Syntax.of("")).isNull();
    }

    private static CodeStructure read(String language, String code) {
        return CodeStructure.of(code, Objects.requireNonNull(Syntax.of(language), language));
    }
}
