package io.aigateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.kernel.FailureException;
import io.aigateway.wire.FileProblems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {
    private static final Templates TEMPLATES = new Templates(Map.of(
            "shared/greeting.jinja", "Hello {{ name }}!",
            "shared/a.jinja", "{% include 'shared/b.jinja' %}",
            "shared/b.jinja", "{% include 'shared/a.jinja' %}"));

    private static final Map<String, Object> VALUES = values();

    private static Map<String, Object> values() {
        var values = new HashMap<String, Object>();
        values.put("name", "Ann");
        values.put("text", "a,b,,c");
        values.put("none", null);
        values.put("yes", true);
        values.put("three", 3);
        values.put("letters", List.of("a", "b", "c"));
        values.put("files", List.of(Map.of("path", "x.rb", "content", "1"), Map.of("path", "y.rb", "content", "2")));
        values.put("json", "{\"id\": [1, 2], \"t\": \"x\"}");
        return values;
    }

    private static Template read(String text, FileProblems problems) {
        return TemplateReader.read(text, "t.yml", 1, TEMPLATES, problems);
    }

    private static String render(String text) {
        var problems = new FileProblems();
        Template template = read(text, problems);
        assertThat(problems.text()).isEmpty();
        return TEMPLATES.render(template, VALUES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "Hi {{ name }}.                                                   → Hi Ann.",
                "{% if yes %}y{% else %}n{% endif %}                              → y",
                "{% if none %}y{% elif three > 2 %}m{% else %}n{% endif %}        → m",
                "{% if not none and (yes or three == 4) %}y{% endif %}            → y",
                "{% for l in letters %}{{ loop.index }}{{ l }}{% if not loop.last %},{% endif %}{% endfor %} → 1a,2b,3c",
                "{% for f in files %}{{ f.path }}={{ f['content'] }};{% endfor %} → x.rb=1;y.rb=2;",
                "{% set x = name ~ '!' %}{{ x }}                                  → Ann!",
                "{% set x %}[{{ name }}]{% endset %}{{ x }}                       → [Ann]",
                "{% include 'shared/greeting.jinja' %}                            → Hello Ann!",
                "{{ text | split(',') | join('+') }}                              → a+b++c",
                "{{ letters | join(', ') }}                                       → a, b, c",
                "{{ (json | parse_json).id[1] }}                                  → 2",
                "{{ missing is defined }}                                         → false",
                "{{ name is defined }}                                            → true",
                "{{ none is none }}                                               → true",
                "{{ name | upper }}                                               → ANN",
                "{{ none | default('d', true) }}                                  → d",
                "{{ 'b' in letters }}                                             → true",
                "{{ letters | length }}                                           → 3",
                "{{ letters[0] }}{{ letters[-1] }}                                → ac",
                "{{ letters | tojson }}                                           → [\"a\",\"b\",\"c\"]",
                "{{ name if yes else 'x' }}                                       → Ann",
                "{# a remark #}{{ name }}                                         → Ann",
                "{% raw %}{{ name }}{% endraw %}                                  → {{ name }}",
                "x {%- if yes -%} y {%- endif -%} z                               → xyz",
                "{{ files | map(attribute='path') | join(' ') }}                  → x.rb y.rb",
                "{{ three * 2 }} {{ three + 1 }}                                  → 6 4"
            })
    void rendersWhatJinjaRenders(String template, String text) {
        assertThat(render(template)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "{{ name }} → name",
                "{% if a %}{{ b }}{% endif %} → a b",
                "{% for x in xs %}{{ x.y }}{{ z }}{{ loop.index }}{% endfor %} → xs z",
                "{% for x in xs %}{% endfor %}{{ x }} → x xs",
                "{% set a = b %}{{ a }} → b",
                "{% if c %}{% set a = 1 %}{% endif %}{{ a }} → c",
                "{{ a | default(b) | upper }} → a b",
                "{{ a is defined }}{{ b.c['d'][e] }} → a b e",
                "{% include 'shared/greeting.jinja' %} → name",
                "{{ xs | map(attribute='p') | join(s) }} → s xs",
                "{% raw %}{{ a }}{% endraw %} → ``",
                "{{ 'text {{ a }}' }}{# {{ b }} #} → ``"
            })
    void knowsWhichInputsATemplateReads(String template, String variables) {
        var problems = new FileProblems();

        assertThat(String.join(
                        " ", new java.util.TreeSet<>(read(template, problems).variables())))
                .isEqualTo(variables);
        assertThat(problems.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ name.getClass() }}",
                "{{ name.upper() }}",
                "{{ range(10) }}",
                "{{ ''.join(letters) }}",
                "{{ name | nosuchfilter }}",
                "{{ name | render }}",
                "{{ name | attr('class') }}",
                "{{ name | multiply(3) }}",
                "{{ 'x' | center(1000000) }}",
                "{{ name is nosuchtest }}",
                "{% import 'shared/a.jinja' as a %}",
                "{% extends 'shared/a.jinja' %}",
                "{% macro m() %}x{% endmacro %}",
                "{% do letters.append('x') %}",
                "{% include 'no/such.jinja' %}",
                "{% include name %}",
                "{% include '../conf/models.yaml' %}",
                "{% include 'shared/a.jinja' %}",
                "{% if name %}",
                "{% endif %}",
                "{{ name",
                "{{ name + }}",
                "{% for x %}{% endfor %}",
                "{% nosuchtag %}"
            })
    void refusesWhatPromptsDoNotNeed(String template) {
        var problems = new FileProblems();

        read("first line\n" + template, problems);

        assertThat(problems.isEmpty()).isFalse();
        if (!template.contains("shared/a.jinja' %}") || template.contains("import") || template.contains("extends")) {
            assertThat(problems.text()).contains("t.yml:");
        }
    }

    /** What gets past the reader is stopped by the engine. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ name.class }}",
                "{{ name.bytes }}",
                "{{ letters.class.name }}",
                "{{ files[0].getClass }}",
                "{{ ____int3rpr3t3r____.config }}",
                "{{ ____int3rpr3t3r____.getContext() }}",
                "{{ loop.getClass() }}",
                "{{ name['class']['classLoader'] }}",
                "{{ letters['stream'] }}",
                "{{ range(5) }}",
                "{{ fn:list(1) }}",
                "{{ name | b64encode }}",
                "{{ type(name) }}"
            })
    void showsNothingButValues(String template) {
        Template unchecked = new Template(template, "t.yml", 1, java.util.Set.of());

        String text;
        try {
            text = TEMPLATES.render(unchecked, VALUES);
        } catch (FailureException e) {
            text = "";
        }

        assertThat(text).isEmpty();
    }

    @Test
    void neverReadsAValueAsATemplate() {
        var attack = Map.of("name", "{{ 7 * 7 }}{% include 'shared/greeting.jinja' %}{# gone #}{% raw %}");
        Template template = read("{{ name }}{% set x = name %}{{ x }}", new FileProblems());

        assertThat(TEMPLATES.render(template, attack))
                .isEqualTo(attack.get("name").repeat(2));
    }

    @Test
    void keepsEveryCharacterOfAValue() {
        String text = IntStream.range(0, 0x300)
                .mapToObj(c -> String.valueOf((char) c))
                .collect(Collectors.joining("", "", "\uD83D\uDE00 <b>&amp; 'x' \"y\" \\n \\ {"));

        assertThat(TEMPLATES.render(read("[{{ name }}]", new FileProblems()), Map.of("name", text)))
                .isEqualTo("[" + text + "]");
    }

    @Test
    void endsLoopsThatRunAway() {
        List<Integer> many = IntStream.range(0, 1000).boxed().toList();
        Template template = read(
                "{% for a in xs %}{% for b in xs %}{% for c in xs %}{% if a %}{% endif %}{% endfor %}{% endfor %}{% endfor %}",
                new FileProblems());

        assertThatThrownBy(() -> TEMPLATES.render(template, Map.of("xs", many))).isInstanceOf(FailureException.class);
    }

    @Test
    void bindsOutputInSize() {
        List<Integer> many = IntStream.range(0, 1000).boxed().toList();
        Template template =
                read("{% for a in xs %}{% for b in xs %}{{ t }}{% endfor %}{% endfor %}", new FileProblems());

        assertThatThrownBy(() -> TEMPLATES.render(template, Map.of("xs", many, "t", "x".repeat(1000))))
                .isInstanceOf(FailureException.class);
    }

    @Test
    void aRenderingLeavesNothingBehindForTheNext() {
        Template sets =
                read("{% set left = name %}{% for f in files %}{{ f.path }}{% endfor %}{{ left }}", new FileProblems());
        Template reads = read("[{{ left }}{{ name }}{{ f }}{{ loop }}]", new FileProblems());
        Map<String, Object> values = Map.of("name", "secret", "files", List.of(Map.of("path", "p")));

        assertThat(TEMPLATES.render(sets, values)).isEqualTo("psecret");
        assertThat(TEMPLATES.render(reads, Map.of())).isEqualTo("[]");
    }

    @Test
    void aRenderingThatFailsDoesNotHarmTheNext() {
        List<Integer> many = IntStream.range(0, 1000).boxed().toList();
        Template fails = read(
                "{% set left = 1 %}{% for a in xs %}{% for b in xs %}{% for c in xs %}{{ c }}{% endfor %}{% endfor %}{% endfor %}",
                new FileProblems());
        Template reads = read(
                "[{{ left }}{{ a }}{% if true %}{% include 'shared/greeting.jinja' %}{% endif %}]", new FileProblems());
        String before = TEMPLATES.render(reads, VALUES);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> TEMPLATES.render(fails, Map.of("xs", many)))
                    .isInstanceOf(FailureException.class);
            assertThat(TEMPLATES.render(reads, VALUES)).isEqualTo(before);
        }
    }

    /** It is rendered once, so what it said for others must not differ. */
    @Test
    void aTemplateWithoutInputsSaysTheSameWhateverIsGiven() {
        Template constant = read(
                "{% set x = 2 %}{% for l in [1, x] %}{{ l }},{% endfor %}{{ unknown is defined }}", new FileProblems());
        assertThat(constant.variables()).containsExactly("unknown");
        Template bare = read("{% set x = 2 %}{% for l in [1, x] %}{{ l }},{% endfor %}", new FileProblems());
        assertThat(bare.variables()).isEmpty();

        assertThat(TEMPLATES.render(bare, Map.of())).isEqualTo("1,2,");
        assertThat(TEMPLATES.render(bare, Map.of("x", 7, "l", 8))).isEqualTo("1,2,");
        assertThat(TEMPLATES.render(constant, Map.of("unknown", "y"))).isEqualTo("1,2,true");
        assertThat(TEMPLATES.render(constant, Map.of())).isEqualTo("1,2,false");
    }

    @Test
    void manyThreadsRenderAtOnceEachWithItsOwnValues() {
        Template template = read(
                "{% set x = name %}{% for f in files %}{{ f }}{{ x }};{% endfor %}{% include 'shared/greeting.jinja' %}",
                new FileProblems());
        List<String> expected = IntStream.range(0, 2000)
                .mapToObj(i -> TEMPLATES.render(template, Map.of("name", "n" + i, "files", List.of(i, i + 1))))
                .toList();

        List<String> rendered = IntStream.range(0, 2000)
                .parallel()
                .mapToObj(i -> TEMPLATES.render(template, Map.of("name", "n" + i, "files", List.of(i, i + 1))))
                .toList();

        assertThat(rendered).isEqualTo(expected);
        assertThat(expected.get(7)).startsWith("7n7;8n7;");
    }
}
