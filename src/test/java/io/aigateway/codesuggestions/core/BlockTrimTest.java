package io.aigateway.codesuggestions.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockTrimTest {

    static Stream<Sample> python() {
        return Stream.of(
                new Sample("runs on into the next function", "python", """
                        def area(r):
                            return ▮3.14 * r * r✂


                        def volume(r):
                            return 1
                        """),
                new Sample("runs on into the next method", "python", """
                        class A:
                            def one(self):
                                ▮x = 1
                                return x✂

                            def two(self):
                                return 2
                        """),
                new Sample("begins on the line after the header", "python", """
                        def one():▮
                            return 1✂

                        def two():
                            return 2
                        """),
                new Sample("begins with a function of its own", "python", """
                        import os

                        ▮def one():
                            return 1✂

                        def two():
                            return 2
                        """),
                new Sample("begins with a decorated function", "python", """
                        ▮@cache
                        @trace("a")
                        def one():
                            return 1✂

                        @cache
                        def two():
                            return 2
                        """),
                new Sample("keeps else and finally", "python", """
                        def one(a):
                            if a:
                                ▮b()
                            elif c:
                                d()
                            else:
                                e()✂
                            return 1
                        """),
                new Sample("keeps a whole loop with else", "python", """
                        ▮for a in b:
                            if a:
                                break
                        else:
                            c()✂
                        d()
                        """),
                new Sample("a bracket over lines of less indentation is one statement", "python", """
                        def one():
                            ▮return call(
                        1,
                          2)✂

                        def two():
                            pass
                        """),
                new Sample("a string over lines of less indentation is one statement", "python", """
                        def one():
                            ▮return '''
                        def no():
                        '''✂

                        def two():
                            pass
                        """),
                new Sample("a comment of less indentation ends nothing", "python", """
                        def one():
                            ▮a = 1
                        # note
                            return a✂

                        def two():
                            pass
                        """),
                new Sample("keeps the remark behind the last line", "python", """
                        def one():
                            ▮return 1  # done✂

                        def two():
                            pass
                        """),
                new Sample("statements of a script", "python", """
                        import os
                        ▮a = 1
                        b = 2
                        print(a, b)
                        """),
                new Sample("the rest of a function", "python", """
                        def one(items):
                            ▮total = 0
                            for item in items:
                                total += item.price
                            return total
                        """),
                new Sample("a docstring and what follows", "python", """
                        def one():
                            \"""▮Adds.

                            More.
                            \"""
                            return 1✂

                        def two():
                            pass
                        """),
                new Sample("indented twice on its first line", "python", """
                        def one():
                            ▮    a = 1
                            return a
                        """),
                new Sample("an unclosed bracket above", "python", """
                        x = foo(

                        def one():
                            ▮return 1✂

                        def two():
                            pass
                        """),
                new Sample("goes on with a header of two lines", "python", """
                        def one(a,
                                ▮b):
                            return a✂

                        def two():
                            pass
                        """));
    }

    static Stream<Sample> java() {
        return Stream.of(
                new Sample("closes the method and begins another", "java", """
                        class A {
                            int one() {
                                return ▮1;
                            }✂

                            int two() {
                                return 2;
                            }
                        """),
                new Sample("begins with a method of its own", "java", """
                        class A {
                            ▮@Override
                            public int one() {
                                return 1;
                            }✂

                            int two() {
                                return 2;
                            }
                        """),
                new Sample("a brace on its own line", "java", """
                        class A
                        {
                            ▮int one()
                            {
                                return 1;
                            }✂

                            int two()
                            {
                        """),
                new Sample("keeps else", "java", """
                        void a() {
                            if (b) {
                                ▮c();
                            } else if (d) {
                                e();
                            } else {
                                f();
                            }✂
                            g();
                        """),
                new Sample("keeps catch and finally on lines of their own", "java", """
                        void a() {
                            try {
                                ▮b();
                            }
                            catch (IOException e) {
                                c();
                            }
                            finally {
                                d();
                            }✂
                            g();
                        """),
                new Sample("keeps while after do but not a loop", "java", """
                        void a() {
                            do {
                                ▮b();
                            } while (c);✂
                            d();
                            while (e) {}
                        """),
                new Sample("a loop after a block is not its end", "java", """
                        void a() {
                            if (b) {
                                ▮c();
                            }✂
                            while (d) {
                                e();
                            }
                        """),
                new Sample("keeps the rest of a call around a lambda", "java", """
                        void a() {
                            list.forEach(x -> {
                                ▮b(x);
                            });✂
                            c();
                        """),
                new Sample("keeps a chain of calls", "java", """
                        void a() {
                            ▮list.stream().map(x -> {
                                    return b(x);
                                })
                                .toList();✂
                            c();
                        """),
                new Sample("brackets in strings, characters and comments", "java", """
                        void a() {
                            ▮b("}", '}', "\\"}");
                            // }
                            /* } */
                            c(\"""
                                }
                                \""");
                        }✂

                        void d() {
                            e();
                        }
                        """),
                new Sample("the rest of a method with the brackets around it", "java", """
                        class A {
                            int one() {
                                ▮for (int i = 0; i < 3; i++) {
                                    b(i);
                                }
                            }
                        }
                        """),
                new Sample("statements only", "java", """
                        void a() {
                            ▮int b = 1;
                            int c = 2;
                            d(b,
                                c);
                        """),
                new Sample("two short methods", "java", """
                        class A {
                            ▮int one() { return 1; }

                            int two() { return 2; }
                        """),
                new Sample("one line", "java", "class A {\n  int a() { ▮return 1; } int b() { return 2; }"),
                new Sample("a comment and the method below it", "java", """
                        class A {
                            ▮// adds
                            int one() {
                                return 1;
                            }
                        """));
    }

    static Stream<Sample> javascript() {
        return Stream.of(
                new Sample("a function and another one", "js", """
                        function one() {
                          ▮return 1;
                        }✂

                        function two() {
                          return 2;
                        }
                        """),
                new Sample("without semicolons", "js", """
                        ▮const one = (a) => {
                          return a
                        }✂

                        const two = 2
                        """),
                new Sample("a promise", "js", """
                        fetch(url).then(r => {
                          ▮return r.json()
                        }).then(d => {
                          console.log(d)
                        })✂

                        other()
                        """),
                new Sample("template literals with code in them", "js", """
                        function one(a) {
                          ▮return `${a ? `{${a}` : "}"} }`;
                        }✂

                        function two() {
                        }
                        """),
                new Sample("regular expressions", "js", """
                        function one(a) {
                          ▮return a.replace(/[{"/]/g, '') / 2;
                        }✂

                        function two() {
                        }
                        """),
                new Sample("an apostrophe between tags", "js", """
                        function One() {
                          ▮return <p onClick={() => a()}>Don't {name}</p>;
                        }✂

                        function Two() {
                        }
                        """),
                new Sample("an object", "ts", """
                        const one: A = ▮{
                          a: 1,
                          b: { c: 2 },
                        };✂

                        const two = 2;
                        """),
                new Sample("one of several objects", "ts", """
                        const list = [
                          {
                            ▮a: 1,
                            b: 2,
                          },✂
                          {
                            a: 3,
                            b: 4,
                          },
                        ];
                        """),
                new Sample("imports and statements", "ts", """
                        ▮import a from "a";
                        import b from "b";

                        const c = a(b);
                        """),
                new Sample("an expression over lines", "ts", """
                        const a = ▮b
                          ? c
                          : d;
                        const e = f
                          && g;
                        """),
                new Sample("a class with generics", "ts", """
                        class A<T extends B> {
                          ▮get(key: string): T | undefined {
                            return this.map.get(key);
                          }✂

                          set(key: string) {
                          }
                        """));
    }

    static Stream<Sample> cFamily() {
        return Stream.of(
                new Sample("a function and another one", "c", """
                        int one(void)
                        {
                            ▮return 1;
                        }✂

                        int two(void)
                        {
                        """),
                new Sample("directives are not code", "c", """
                        #include <stdio.h>
                        ▮#define OPEN {
                        #define MAX(a, b) \\
                            ((a) > (b) ? (a) : (b))

                        int x;
                        """),
                new Sample("keeps the name behind a type", "c", """
                        ▮typedef struct {
                            int a;
                        } one_t;✂

                        int two;
                        """),
                new Sample("raw strings and digit separators", "cpp", """
                        int one() {
                            ▮auto s = R"x(} " )x";
                            return 1'000'000;
                        }✂

                        int two() {
                        """),
                new Sample("a class ends with a semicolon", "cpp", """
                        ▮class A : public B {
                        public:
                            A() : a{1}, b{2} {}
                        };✂

                        class C {
                        """),
                new Sample("members that are initialised line by line", "cpp", """
                        ▮A::A()
                            : a{1}
                            , b{2}
                        {
                            c();
                        }✂

                        void d() {
                        """),
                new Sample("verbatim and interpolated strings", "csharp", """
                        class A {
                            string One() {
                                ▮var a = @"C:\\";
                                return $"{a["}"]} }}";
                            }✂

                            string Two() {
                            }
                        """),
                new Sample("a property", "csharp", """
                        class A
                        {
                            ▮public int One
                            {
                                get { return 1; }
                            }✂

                            public int Two { get; set; }
                        """));
    }

    static Stream<Sample> others() {
        return Stream.of(
                new Sample("a function and another one", "go", """
                        func one() int {
                        	▮if a {
                        		return 1
                        	} else {
                        		return 2
                        	}✂
                        	return 3
                        }
                        """),
                new Sample("raw strings and runes", "go", """
                        func one() string {
                        	▮return `}"` + string('}')
                        }✂

                        func two() {
                        }
                        """),
                new Sample("lifetimes, characters and raw strings", "rust", """
                        fn one<'a>(s: &'a str) -> char {
                            ▮let r = r#"}""#;
                            '}'
                        }✂

                        fn two() {
                        }
                        """),
                new Sample("an arm of a match", "rust", """
                        match a {
                            ▮Some(x) => {
                                b(x)
                            }✂
                            None => {
                            }
                        """),
                new Sample("nested comments", "rust", """
                        fn one() {
                            ▮/* } /* } */ } */
                            a();
                        }✂

                        fn two() {
                        }
                        """),
                new Sample("strings with code in them", "kotlin", """
                        fun one(a: Map<String, Int>): String {
                            ▮return "${a["}"]} }" + \"""}"${a}\"""
                        }✂

                        fun two() {
                        }
                        """),
                new Sample("a chain of calls with blocks", "kotlin", """
                        fun one() {
                            ▮list
                                .filter { it > 1 }
                                .map {
                                    it + 1
                                }
                                .toList()✂
                            a()
                        """),
                new Sample("a method and another one", "scala", """
                        object A {
                          ▮def one(a: Int): String = {
                            s"${a + 1}}" + 'x' + '\\n'
                          }✂

                          def two = 2
                        """),
                new Sample("a method and another one", "php", """
                        <?php
                        class A {
                            public function one($a) {
                                ▮# it's {
                                return "{$a['}']} }" . '}';
                            }✂

                            public function two() {
                            }
                        """),
                new Sample("a here-document", "php", """
                        function one() {
                            ▮return <<<EOT
                            } it's "
                            EOT;
                        }✂

                        function two() {
                        }
                        """),
                new Sample("a method and another one", "ruby", """
                        class A
                          def one
                            ▮return 1 if a
                            x = if b then 2 else 3 end
                            while x do x -= 1 end
                            x
                          end✂

                          def two
                          end
                        """),
                new Sample("words that are names", "ruby", """
                        def one
                          ▮a.end
                          b = { if: 1, end: :end }
                          c.class
                          save! unless valid?
                        end✂

                        def two
                        end
                        """),
                new Sample("a block and a chain", "ruby", """
                        ▮items.map do |x|
                          "#{x["end"]} end"
                        end.compact✂

                        puts 1
                        """),
                new Sample("a method without end", "ruby", """
                        class A
                          ▮def one(a) = a + 1
                          def two
                            2
                          end
                        """),
                new Sample("a here-document", "ruby", """
                        def one
                          ▮sql = <<~SQL
                            end it's "
                          SQL
                          sql
                        end✂

                        def two
                        end
                        """),
                new Sample("a function and another one", "lua", """
                        function one()
                          ▮for i = 1, 3 do print(i) end
                          return [[end]]
                        end✂

                        function two()
                        end
                        """),
                new Sample("a function and another one", "elixir", """
                        defmodule A do
                          def one(a) do
                            ▮if a, do: 1, else: 2
                          end✂

                          def two, do: 2
                        """),
                new Sample("a condition and the next command", "bash", """
                        if [ -f a ]; then
                          ▮echo "$(cat "a" | grep ')') done" # fi
                        else
                          case $b in
                            x) echo done;;
                          esac
                        fi✂
                        echo b
                        """),
                new Sample("a function and another one", "swift", """
                        func one() -> String {
                            ▮return "\\(a.map { "}" }) }"
                        }✂

                        func two() {
                        }
                        """));
    }

    static Stream<Sample> samples() {
        return Stream.of(python(), java(), javascript(), cFamily(), others())
                .flatMap(all -> all)
                .flatMap(Sample::variants);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void cutsWhereTheBlockEnds(Sample sample) {
        String clean = BlockTrim.clean(sample.completion(), sample.draft(), sample.syntax());

        assertThat(clean).isEqualTo(sample.expected());
    }
}
