package io.aigateway.search.index;

import io.aigateway.model.api.Passage;
import java.io.Closeable;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The index of documents in a folder, for reading. Passages with more and with rarer words of a query come first (BM25); words count
 * by their stems, and punctuation does not count. An index that is missing has no passages; one that is built later, or anew, is
 * found by the next search. Reads files: not for event loops. Safe for use by many threads.
 */
public final class DocsIndex implements Closeable {
    /** Words of a query beyond these are not looked for; a question has some dozen. */
    private static final int MAX_WORDS = 200;

    private static final float HEADING_WEIGHT = 2;

    private final Path folder;
    private @Nullable Directory directory;
    private @Nullable SearcherManager searchers;

    /** Loaded by the first search: it takes longer than the start of a gateway should. */
    private static final class English {
        static final Analyzer ANALYZER = new EnglishAnalyzer();
    }

    public DocsIndex(Path folder) {
        LuceneLog.keepQuiet();
        this.folder = folder;
    }

    /**
     * Searches.
     *
     * @param most passages at most, at least 1
     * @return best first
     * @throws IOException when there is an index that cannot be read
     */
    public List<Passage> search(String query, int most) throws IOException {
        Set<String> words = words(query);
        SearcherManager manager = words.isEmpty() ? null : searchers();
        if (manager == null) {
            return List.of();
        }
        IndexSearcher searcher = manager.acquire();
        try {
            return passages(searcher, searcher.search(anyOf(words), most).scoreDocs);
        } finally {
            manager.release(searcher);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (searchers != null) {
            searchers.close();
            searchers = null;
        }
        if (directory != null) {
            directory.close();
            directory = null;
        }
    }

    private synchronized @Nullable SearcherManager searchers() throws IOException {
        if (!Files.isDirectory(folder)) {
            return null;
        }
        if (searchers != null) {
            searchers.maybeRefresh();
            return searchers;
        }
        Directory files = directory == null ? FSDirectory.open(folder) : directory;
        directory = files;
        if (DirectoryReader.indexExists(files)) {
            searchers = new SearcherManager(files, null);
        }
        return searchers;
    }

    private Set<String> words(String query) throws IOException {
        var words = new LinkedHashSet<String>();
        try (TokenStream tokens = English.ANALYZER.tokenStream(PassageFields.CONTENT, new StringReader(query))) {
            CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (words.size() < MAX_WORDS && tokens.incrementToken()) {
                words.add(word.toString());
            }
            return words;
        }
    }

    private static Query anyOf(Set<String> words) {
        var query = new BooleanQuery.Builder();
        for (String word : words) {
            query.add(new TermQuery(new Term(PassageFields.CONTENT, word)), Occur.SHOULD);
            query.add(
                    new BoostQuery(new TermQuery(new Term(PassageFields.HEADINGS, word)), HEADING_WEIGHT),
                    Occur.SHOULD);
        }
        return query.build();
    }

    private static List<Passage> passages(IndexSearcher searcher, ScoreDoc[] hits) throws IOException {
        StoredFields stored = searcher.storedFields();
        var passages = new ArrayList<Passage>();
        for (ScoreDoc hit : hits) {
            Document document = stored.document(hit.doc);
            passages.add(new Passage(
                    document.get(PassageFields.ID), document.get(PassageFields.CONTENT), metadata(document)));
        }
        return passages;
    }

    private static Map<String, @Nullable Object> metadata(Document document) {
        var metadata = new LinkedHashMap<String, @Nullable Object>();
        for (String name :
                List.of(PassageFields.FILENAME, PassageFields.TITLE, PassageFields.SOURCE_URL, PassageFields.MD5SUM)) {
            String value = document.get(name);
            if (value != null) {
                metadata.put(name, value);
            }
        }
        return metadata;
    }
}
