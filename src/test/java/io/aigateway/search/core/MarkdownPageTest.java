package io.aigateway.search.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownPageTest {
    private static List<String> texts(String page) {
        return MarkdownPage.read(page).sections().stream().map(Section::text).toList();
    }

    @Test
    void cutsAPageAtItsHeadings() {
        MarkdownPage page = MarkdownPage.read("""
                Before any heading.

                # Branches

                What they are.

                ## Protect a branch ##

                ### Steps

                1. Open it.

                ## Delete
                Gone.
                """);

        assertThat(page.sections())
                .containsExactly(
                        new Section(List.of(), "Before any heading."),
                        new Section(List.of("Branches"), "# Branches\n\nWhat they are."),
                        new Section(List.of("Branches", "Protect a branch", "Steps"), "### Steps\n\n1. Open it."),
                        new Section(List.of("Branches", "Delete"), "## Delete\n\nGone."));
        assertThat(page.title()).isEqualTo("Branches");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```\n# no heading\n```",
                "~~~ruby\n# no\n\n~~~~",
                "````\n```\n# no\n````",
                "    # no",
                "#no",
                "####### no"
            })
    void seesNoHeadingWhereThereIsNone(String text) {
        assertThat(texts("# One\n\n" + text + "\n")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"```\ncode\n```\n# Two\ntext", "a ```b``` c\n# Two\ntext", "``` `a` \n# Two\ntext"})
    void seesTheHeadingAfterCode(String text) {
        assertThat(texts("# One\n\n" + text + "\n")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "title: Protected branches           | Protected branches",
                "title: \"Say \\\"hi\\\": now\"      | Say \"hi\": now",
                "title: 'It''s here'                 | It's here",
                "stage: Create                       | Heading",
                "title:                              | Heading"
            })
    void takesTheTitleFromTheFrontMatter(String line, String title) {
        MarkdownPage page = MarkdownPage.read("---\n" + line + "\ninfo: x\n---\n\n# Heading\n\nText.\n");

        assertThat(page.title()).isEqualTo(title);
        assertThat(page.sections()).containsExactly(new Section(List.of("Heading"), "# Heading\n\nText."));
    }

    @Test
    void takesTheUrlFromTheFrontMatter() {
        assertThat(MarkdownPage.read("---\r\nsource_url: https://docs.example.org/a\r\n---\r\nText.\r\n")
                        .sourceUrl())
                .isEqualTo("https://docs.example.org/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "---\ntitle: x\n---\n", "# Only a heading\n\n## And another\n"})
    void hasNothingToReadInAnEmptyPage(String text) {
        assertThat(texts(text)).isEmpty();
    }

    @Test
    void readsAnOpenFrontMatterAsText() {
        assertThat(texts("---\ntitle: x\n")).containsExactly("---\ntitle: x");
    }

    /** A handful of sections has to fit a prompt. */
    @Test
    void cutsLongSectionsAtEmptyLines() {
        String paragraph = "word ".repeat(300).strip() + "\n\n";

        List<String> texts = texts("## Long\n\n" + paragraph.repeat(7));

        assertThat(texts).hasSize(3).allSatisfy(text -> {
            assertThat(text).startsWith("## Long\n\nword");
            assertThat(text.length()).isLessThan(4600);
        });
    }

    @Test
    void cutsEndlessCodeSomewhere() {
        List<String> texts = texts("```\n" + "line of code\n\n".repeat(2000) + "```\n");

        assertThat(texts)
                .hasSizeGreaterThan(3)
                .allSatisfy(text -> assertThat(text.length()).isLessThan(8100));
    }
}
