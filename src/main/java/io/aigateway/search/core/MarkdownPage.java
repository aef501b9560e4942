package io.aigateway.search.core;

import java.util.List;
import java.util.Map;

/**
 * A page of documentation, cut at its headings.
 *
 * @param title     from its front matter, else its first heading; empty when it has neither
 * @param sourceUrl where it is published, from its front matter; empty when that does not say
 * @param sections  in order, each with something to read
 */
public record MarkdownPage(String title, String sourceUrl, List<Section> sections) {
    public MarkdownPage {
        sections = List.copyOf(sections);
    }

    /** Reads a page. */
    public static MarkdownPage read(String text) {
        List<String> lines = text.lines().toList();
        int body = FrontMatter.end(lines);
        Map<String, String> frontMatter = FrontMatter.read(lines.subList(0, body));
        List<Section> sections = new SectionCutter().cut(lines.subList(body, lines.size()));
        String heading = sections.stream()
                .flatMap(section -> section.headings().stream())
                .findFirst()
                .orElse("");
        return new MarkdownPage(
                frontMatter.getOrDefault("title", heading), frontMatter.getOrDefault("source_url", ""), sections);
    }
}
