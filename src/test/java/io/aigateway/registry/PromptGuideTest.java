package io.aigateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aigateway.model.api.ChatMessage;
import io.aigateway.registry.ProductPrompts.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docs/prompts.md} tells administrators is true. */
class PromptGuideTest {
    private static final String GUIDE = guide();
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @TempDir
    private Path folder;

    private static String guide() {
        try {
            return Files.readString(Path.of("docs/prompts.md"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String between(String start, String end) {
        int from = GUIDE.indexOf(start);
        assertThat(from).as(start).isNotNegative();
        return GUIDE.substring(from + start.length(), GUIDE.indexOf(end, from + start.length()));
    }

    private static Set<String> names(String text) {
        return CODE.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void file(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Prompts read() throws IOException {
        return Prompts.read(PromptFiles.inFolder(folder));
    }

    @Test
    void showsAPromptFileThatWorks() throws IOException {
        file("greet/base/1.0.0.yml", between("## A prompt file\n\n```yaml\n", "```"));

        PromptDefinition definition = read().find("greet", List.of(), "^1.0.0");
        List<ChatMessage> messages = new PromptRenderer(read(), java.time.Clock.systemUTC())
                .render(definition, Map.of("log", "exit 1", "name", "Ann", "title", ""), 1000)
                .messages();

        assertThat(definition.settings().stop()).containsExactly("END");
        assertThat(messages.get(1).content()).startsWith("<log>\nexit 1\n</log>\n\nGreet Ann. Today is ");
    }

    @Test
    void showsAListOfMessagesThatWorks() throws IOException {
        file(
                "greet/base/1.0.0.yml",
                "name: G\nunit_primitive: u\n" + between("write a list of mappings:\n\n```yaml\n", "```"));

        assertThat(read().find("greet", List.of(), "1.0.0").messages())
                .extracting(part -> part.role().name())
                .containsExactly("SYSTEM_STATIC", "PLACEHOLDER", "USER", "PLACEHOLDER");
    }

    @Test
    void namesEveryTagFilterAndTestAndNoOthers() {
        Set<String> tags = names(between("**Tags:**", "(with"));
        tags.addAll(names(between("`loop.last`)", "\n")));

        assertThat(tags).isEqualTo(new TreeSet<>(TemplateLanguage.TAGS));
        assertThat(names(between("**Filters:**", "- **Tests**"))).isEqualTo(new TreeSet<>(TemplateLanguage.FILTERS));
        assertThat(names(between("**Tests** (after `is`):", "\n\n"))).isEqualTo(new TreeSet<>(TemplateLanguage.TESTS));
    }

    @Test
    void tellsTheErrorsAsTheyAre() throws IOException {
        file("greet/base/1.0.0.yml", """
                name: G
                unit_primitives: [u]
                model:
                  params:
                    temperature: hot
                prompt_template:
                  user: |
                    Hi {{ name | uper }}
                """);
        file("greet/base/latest.yml", "name: G");
        String told = between("gateway not started: prompts:\n", "```");

        assertThatThrownBy(this::read).message().satisfies(message -> {
            for (String line : told.strip().split("\n", -1)) {
                assertThat(message).contains(line.strip());
            }
        });
    }

    @Test
    void tellsNoErrorThatDoesNotExist() throws IOException {
        String sources = text(Path.of("src/main/java/io/aigateway/wire/YamlMap.java"));
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/aigateway/registry"))) {
            sources += files.map(PromptGuideTest::text).collect(Collectors.joining());
        }

        assertThat(sources)
                .contains(
                        " is missing",
                        " is unknown",
                        " stands here twice",
                        " is no expression",
                        " calls something",
                        "the quoted path of a file of the registry",
                        ": too many files include one another",
                        "a loop needs the form: for name in list",
                        "inputs that the templates read: ",
                        "no place for a prompt");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("io.aigateway.registry.ProductPrompts#table")
    void listsEveryPromptOfTheProductWithItsUnitPrimitive(Row row) {
        assertThat(between("## The prompts of the product", "`chat/react`").lines())
                .anyMatch(line ->
                        line.startsWith("| `" + row.id() + "` |") && line.contains("`" + row.unitPrimitive() + "`"));
    }

    @Test
    void linksToSectionsThatExist() {
        Pattern.compile("\\]\\(#([a-z-]+)\\)")
                .matcher(GUIDE)
                .results()
                .forEach(link -> assertThat(GUIDE.lines()
                                .map(line -> line.replaceFirst("^## ", "").toLowerCase(java.util.Locale.ROOT)))
                        .contains(link.group(1).replace('-', ' ')));
    }
}
