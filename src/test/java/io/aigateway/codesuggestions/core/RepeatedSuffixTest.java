package io.aigateway.codesuggestions.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RepeatedSuffixTest {

    static Stream<Sample> repetitions() {
        return Stream.of(
                new Sample("a bracket", "python", "print(▮value✂)▮)\n"),
                new Sample("a header's end", "python", "def a(b: str▮, c: int✂):▮):\n    pass\n"),
                new Sample("a quote", "python", "s = \"text▮✂\"▮\"\ndef f():\n    pass\n"),
                new Sample("a colon", "python", "if a▮ == 1✂:▮:\n    b()\n"),
                new Sample("the next statement", "python", """
                        def f(xs):
                            total = 0
                            for x in xs:
                                ▮total += x✂
                            return total▮
                            return total
                        """),
                new Sample("the next statements, broken off", "python", """
                        def f(xs):
                            ▮a = 1✂
                            print(a)
                            ret▮
                            print(a)
                            return a
                        """),
                new Sample("the end of a method", "java", """
                        class A {
                            int one() {
                                ▮return 1;✂
                            }▮
                            }
                        }
                        """),
                new Sample("a semicolon", "java", "int a = ▮b + c✂;▮;\n"),
                new Sample("a call's end", "java", "void f() {\n    a(▮b, \"c\"✂);▮);\n}\n"),
                new Sample("a condition's end", "js", "if (a▮ === 1✂) {▮) {\n  b();\n}\n"),
                new Sample("the end of a callback", "js", """
                        it('works', () => {
                          ▮expect(a).toBe(1);✂
                        });▮
                        });
                        """),
                new Sample("a string and a call's end", "ts", "log(\"▮hello✂\")▮\")\n"),
                new Sample("the end of a function", "go", """
                        func f() {
                        	a()
                        	▮b()✂
                        }▮
                        }
                        """),
                new Sample("the end of a function right behind the cursor", "go", """
                        func f() {
                        	a()
                        ▮	b()
                        ✂}▮}
                        """),
                new Sample("two ends where one stands already", "go", "func f() {\n\ta()\n▮✂}}▮}\n"),
                new Sample("the end of a block", "ruby", """
                        def f
                          ▮puts 'a'✂
                        end▮
                        end
                        """),
                new Sample("an end although a bracket is open above", "ruby", """
                        def f(
                          ▮puts 'a'✂
                        end▮
                        end
                        """),
                new Sample("a macro's end", "rust", "fn f() {\n    println!(▮\"{}\", a✂);▮);\n}\n"),
                new Sample("the end of a function", "c", "int f(void)\n{\n    ▮return 1;✂\n}▮\n}\n"),
                new Sample("the end of a call", "cpp", "std::cout << f(▮a[0]✂);▮);\n"),
                new Sample("the end of a method", "csharp", """
                        class A
                        {
                            int One()
                            {
                                ▮return 1;✂
                            }▮
                            }
                        }
                        """),
                new Sample("the end of a lambda", "kotlin", "list.map {▮ it + 1 ✂}▮}\n"),
                new Sample("the end of an object", "scala", "object A {\n  ▮val a = 1✂\n}▮\n}\n"),
                new Sample("the end of an array", "php", "<?php\n$a = [▮1, 2✂];▮];\n"));
    }

    static Stream<Sample> good() {
        return Stream.of(
                new Sample("a call inside a call", "python", "print(▮str(value)▮)\n"),
                new Sample("closes and opens again", "python", "x = (▮a) + (b▮)\n"),
                new Sample("a colon inside", "python", "if a▮[1:2]▮:\n    b()\n"),
                new Sample("a line like the next one, then something else", "python", """
                        def f():
                            ▮log()
                            a()▮
                            log()
                            b()
                        """),
                new Sample("part of a word", "python", "a = ▮alphabet▮a\n"),
                new Sample("a block of its own", "java", """
                        class A {
                            void f() {
                                ▮if (a) {
                                    b();
                                }▮
                            }
                        }
                        """),
                new Sample("a nested else", "java", """
                        class A {
                            void f() {
                                if (a) {
                                    ▮b();
                                } else {
                                    c();▮
                                }
                            }
                        }
                        """),
                new Sample("statements before a semicolon", "java", "int a = ▮b;\nint c = d▮;\n"),
                new Sample("a bracket in a string", "java", "a(▮\")\", b▮);\n"),
                new Sample("a bracket that is missing", "js", "a(b(▮c)▮)\n"),
                new Sample("a quote that is needed", "js", "a = \"b▮\" + c + \"▮\";\n"),
                new Sample("a function and another one", "go", """
                        func f() {
                        	▮a()
                        }

                        func g() {
                        	b()▮
                        }
                        """),
                new Sample("a block of its own", "ruby", """
                        def f
                          ▮if a
                            b
                          end▮
                        end
                        """),
                new Sample("a word that begins like the next line", "ruby", "def f\n  ▮ending = 1▮\nend\n"),
                new Sample("the end that is missing", "ruby", "def f\n  if a\n    ▮b\n  end▮\nend\n"),
                new Sample("nothing below", "rust", "fn f() {\n    ▮a();\n}▮"),
                new Sample("blank lines below", "rust", "fn f() {\n    ▮a();\n}▮\n\n  \n"));
    }

    static Stream<Sample> samples() {
        return Stream.concat(repetitions(), good()).flatMap(Sample::variants);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void cutsBeforeWhatStandsBelowAlready(Sample sample) {
        String clean = RepeatedSuffix.clean(sample.completion(), sample.draft(), sample.syntax());

        assertThat(clean).isEqualTo(sample.expected());
    }
}
