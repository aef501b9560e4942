package io.aigateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The YAML files that come with a build, read by the build: beside each it puts the same as JSON, which a starting process reads
 * faster. It stands there together with the YAML that it was made of, and serves for no other text.
 */
public final class ShippedYaml {
    private static final String SUFFIX = ".json";
    private static final String TEXT = "of";
    private static final String CONTENT = "is";

    private ShippedYaml() {}

    /**
     * Reads the files of some folders, and writes what they say beside them. A step of the build.
     *
     * @throws IllegalArgumentException naming the file that is no YAML, the line and what is wrong
     * @throws IOException when a file cannot be read or written
     */
    public static void main(String[] folders) throws IOException {
        for (String folder : folders) {
            prepare(Path.of(folder));
        }
    }

    private static void prepare(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files.filter(any -> any.toString().endsWith(".yaml"))::iterator) {
                Files.write(Path.of(file + SUFFIX), prepared(Files.readString(file), file.toString()));
            }
        }
    }

    static byte[] prepared(String text, String name) {
        Map<String, Object> both = new LinkedHashMap<>();
        both.put(TEXT, text);
        both.put(CONTENT, Yaml.read(text, name, Object.class));
        return Json.write(both);
    }

    /** What the build has prepared of a file; null when it has not. */
    static byte @Nullable [] of(String name) throws IOException {
        try (InputStream in = ShippedYaml.class.getResourceAsStream("/conf/" + name + SUFFIX)) {
            return in == null ? null : in.readAllBytes();
        }
    }

    /** A parser that stands at the content; null when it is not that of this text. */
    static @Nullable JsonParser contentOf(String text, byte[] prepared) throws IOException {
        JsonParser parser = Json.parser(prepared);
        boolean same = parser.nextToken() == JsonToken.START_OBJECT
                && TEXT.equals(parser.nextFieldName())
                && text.equals(parser.nextTextValue())
                && CONTENT.equals(parser.nextFieldName());
        if (same) {
            parser.nextToken();
            return parser;
        }
        parser.close();
        return null;
    }
}
