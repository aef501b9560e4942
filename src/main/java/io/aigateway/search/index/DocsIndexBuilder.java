package io.aigateway.search.index;

import io.aigateway.search.core.MarkdownPage;
import io.aigateway.search.core.Section;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * Builds the index of a folder of Markdown pages: a passage for each section, in the order of the files' names, so that the same folder
 * gives the same answers. An index that is there already is replaced at the very end, and stays when something fails.
 */
public final class DocsIndexBuilder {
    private static final String MARKDOWN = ".md";

    private final Path pages;
    private final Path index;
    private final String publishedAt;
    private int pageCount;
    private int passageCount;

    /**
     * A builder.
     *
     * @param pages       folder of Markdown files, also in folders below
     * @param index       folder of the index; made when it is missing
     * @param publishedAt base URL under which the pages are published; empty when they are not
     */
    public DocsIndexBuilder(Path pages, Path index, String publishedAt) {
        LuceneLog.keepQuiet();
        this.pages = pages;
        this.index = index;
        this.publishedAt = publishedAt.isEmpty() || publishedAt.endsWith("/") ? publishedAt : publishedAt + "/";
    }

    /** How much is in the index. */
    public record Built(int pages, int passages) {}

    /**
     * Builds it.
     *
     * @throws IllegalArgumentException when a folder is none, or is no place for an index
     * @throws IOException when a file cannot be read or written
     */
    public Built build() throws IOException {
        if (!Files.isDirectory(pages)) {
            throw new IllegalArgumentException(pages + ": no folder");
        }
        Files.createDirectories(index);
        try (Directory directory = FSDirectory.open(index);
                var analyzer = new EnglishAnalyzer()) {
            requireRoom(directory);
            var config =
                    new IndexWriterConfig(analyzer).setOpenMode(OpenMode.CREATE).setCommitOnClose(false);
            try (var writer = new IndexWriter(directory, config)) {
                for (Path page : markdownFiles()) {
                    add(page, writer);
                }
                writer.forceMerge(1);
                writer.commit();
            }
        }
        return new Built(pageCount, passageCount);
    }

    /** An index is written over another one, or where nothing is. */
    private void requireRoom(Directory directory) throws IOException {
        boolean empty = Stream.of(directory.listAll()).allMatch(name -> name.equals(IndexWriter.WRITE_LOCK_NAME));
        if (!empty && !DirectoryReader.indexExists(directory)) {
            throw new IllegalArgumentException(index + ": holds other files than an index");
        }
    }

    private List<Path> markdownFiles() throws IOException {
        try (Stream<Path> files = Files.walk(pages)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().endsWith(MARKDOWN) && Files.isRegularFile(file))
                    .sorted((one, other) -> nameOf(one).compareTo(nameOf(other)))
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException(pages + ": holds no file whose name ends with " + MARKDOWN);
            }
            return found;
        }
    }

    private void add(Path file, IndexWriter writer) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String name = nameOf(file);
        MarkdownPage page = MarkdownPage.read(new String(bytes, StandardCharsets.UTF_8));
        String title = page.title().isEmpty() ? name : page.title();
        String url = page.sourceUrl().isEmpty() ? urlOf(name) : page.sourceUrl();
        String md5sum = md5(bytes);
        int number = 0;
        for (Section section : page.sections()) {
            number++;
            var passage = new Document();
            String headings = title + "\n" + String.join("\n", section.headings());
            passage.add(new TextField(PassageFields.HEADINGS, headings, Store.NO));
            passage.add(new TextField(PassageFields.CONTENT, section.text(), Store.YES));
            passage.add(new StoredField(PassageFields.ID, name + "#" + number));
            passage.add(new StoredField(PassageFields.FILENAME, name));
            passage.add(new StoredField(PassageFields.TITLE, title));
            passage.add(new StoredField(PassageFields.MD5SUM, md5sum));
            if (!url.isEmpty()) {
                passage.add(new StoredField(PassageFields.SOURCE_URL, url));
            }
            writer.addDocument(passage);
        }
        pageCount++;
        passageCount += number;
    }

    /** The path below the folder of pages, with slashes. */
    private String nameOf(Path file) {
        return pages.relativize(file).toString().replace('\\', '/');
    }

    /** As Hugo, which GitLab uses, makes it: a folder for each page, none for a page that stands for its folder. */
    private String urlOf(String name) {
        if (publishedAt.isEmpty()) {
            return "";
        }
        String path = name.substring(0, name.length() - MARKDOWN.length());
        String folder = path.equals("_index") || path.equals("index") ? "" : path.replaceAll("/_?index$", "") + "/";
        return publishedAt + folder;
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
