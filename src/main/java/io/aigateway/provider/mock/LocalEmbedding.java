package io.aigateway.provider.mock;

import io.aigateway.model.api.Vector;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Makes a vector of a text without any model: its words, and the threes of characters in them, are hashed to coordinates, and the
 * vector has length 1. The same text has the same vector everywhere and for ever, and texts with the same words are near each other,
 * which is enough to try an index and its searches.
 */
final class LocalEmbedding {
    private static final int USUAL_SIZE = 256;

    /** Larger wishes are not granted: this is a mock. */
    private static final int MAX_SIZE = 4096;

    /** What is beyond is not in the vector, in characters, as with a model. */
    private static final int MAX_CHARACTERS = 8 * 1024;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");
    private static final int GRAM = 3;
    private static final double WORD_WEIGHT = 1;
    private static final double GRAM_WEIGHT = 0.25;

    private LocalEmbedding() {}

    /**
     * The vector of a text; that of a text without words points nowhere in particular.
     *
     * @param dimensions wanted size; 0 for the usual one
     */
    static Vector of(String text, int dimensions) {
        double[] values = new double[dimensions < 1 ? USUAL_SIZE : Math.min(dimensions, MAX_SIZE)];
        String read = text.substring(0, Math.min(text.length(), MAX_CHARACTERS)).toLowerCase(Locale.ROOT);
        Matcher words = WORD.matcher(read);
        while (words.find()) {
            String word = " " + words.group() + " ";
            add(values, word, WORD_WEIGHT);
            for (int i = 0; i + GRAM <= word.length(); i++) {
                add(values, word.substring(i, i + GRAM), GRAM_WEIGHT);
            }
        }
        return new Vector(ofLengthOne(values));
    }

    private static void add(double[] values, String feature, double weight) {
        var hash = new CRC32();
        hash.update(feature.getBytes(StandardCharsets.UTF_8));
        long value = hash.getValue();
        boolean negative = (value & 1) == 1;
        values[(int) ((value >>> 1) % values.length)] += negative ? -weight : weight;
    }

    private static double[] ofLengthOne(double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        if (squares == 0) {
            values[0] = 1;
            return values;
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < values.length; i++) {
            values[i] /= length;
        }
        return values;
    }
}
