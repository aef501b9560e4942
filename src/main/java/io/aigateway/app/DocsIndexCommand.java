package io.aigateway.app;

import io.aigateway.search.index.DocsIndexBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Builds the index of documents that a gateway with custom models searches. */
final class DocsIndexCommand implements Commands.Command {
    private static final String USAGE = """
            docs-index <markdown folder> <index folder> [--url <base URL>]

            Builds the index that a gateway with custom models searches (AIGW_SEARCH__INDEX_FOLDER) from the Markdown files in a
            folder and below. <base URL> is where they are published; without it passages have no source_url.""";

    private static final String URL = "url";
    private static final int FOLDERS = 2;
    private static final int WRONG = 1;

    @Override
    public int run(List<String> arguments, PrintStream out) {
        Arguments given = Arguments.read(arguments, Set.of(URL));
        if (given.words().size() != FOLDERS) {
            throw new IllegalArgumentException(USAGE);
        }
        Path pages = Path.of(given.words().get(0));
        Path index = Path.of(given.words().get(1));
        try {
            var built = new DocsIndexBuilder(pages, index, given.option(URL, "")).build();
            out.println(built.pages() + " pages, " + built.passages() + " passages in " + index);
            return 0;
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
        } catch (IOException e) {
            out.println("the index could not be written: " + e);
        }
        return WRONG;
    }
}
