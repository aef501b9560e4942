package io.aigateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** JSON as the gateway reads and writes it. Reading is bounded in depth and width, so that no document can exhaust the memory. */
public final class Json {
    /** Deeper documents are refused; no API of ours or of a provider nests more than about ten. */
    public static final int MAX_DEPTH = 100;

    /** Wider documents are refused: a body of 16 MiB could otherwise hold eight million numbers. */
    public static final int MAX_TOKENS = 400_000;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxTokenCount(MAX_TOKENS)
                            .maxStringLength(Integer.MAX_VALUE) // bounded by the size of the body
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private static final ObjectReader UNAMBIGUOUS =
            MAPPER.reader().with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    /** For documents that are read piece by piece: their width costs nothing, their size is bounded by whoever received them. */
    private static final JsonFactory PIECEWISE = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private static final ObjectWriter SPACED = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                    .build())
            .build()
            .writer(new SpacedPrinter());

    private Json() {}

    /** The mapper, for those who need more than these methods. Do not configure it. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * Reads a document.
     *
     * @return the document; a missing node for no bytes at all
     * @throws IOException when the bytes are not JSON in UTF-8, or too deep, or too wide
     */
    public static JsonNode read(byte[] bytes) throws IOException {
        JsonNode node = MAPPER.readTree(bytes);
        return node == null ? MissingNode.getInstance() : node;
    }

    /**
     * Reads a document of which two readers must not understand different things: a name that comes twice in an object is refused.
     *
     * @return the same as {@link #read(byte[])}
     * @throws IOException for the same reasons, and for a name that comes twice
     */
    public static JsonNode readUnambiguous(byte[] bytes) throws IOException {
        JsonNode node = UNAMBIGUOUS.readTree(bytes);
        return node == null ? MissingNode.getInstance() : node;
    }

    /** Reads a document into a record; unknown members are ignored. */
    public static <T> T read(byte[] bytes, Class<T> type) throws IOException {
        return MAPPER.readValue(bytes, type);
    }

    /** Reads a document piece by piece, for those that would be too wide as a whole. */
    public static JsonParser parser(byte[] bytes) throws IOException {
        return PIECEWISE.createParser(bytes);
    }

    /** Writes a value that can be written: records, maps, lists, texts, numbers. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a value the way Python does: a blank after colon and comma, and nothing but ASCII. */
    public static String writeSpaced(Object value) {
        return new String(writeSpacedBytes(value), StandardCharsets.US_ASCII);
    }

    /** The bytes of {@link #writeSpaced}. */
    public static byte[] writeSpacedBytes(Object value) {
        try {
            return SPACED.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String writeText(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line, with a blank after colon and comma. */
    private static final class SpacedPrinter extends MinimalPrettyPrinter {
        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator generator) throws IOException {
            generator.writeRaw(": ");
        }

        @Override
        public void writeObjectEntrySeparator(JsonGenerator generator) throws IOException {
            generator.writeRaw(", ");
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator generator) throws IOException {
            generator.writeRaw(", ");
        }
    }
}
