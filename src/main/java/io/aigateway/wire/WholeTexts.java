package io.aigateway.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Writes half a surrogate pair as U+FFFD. It has no form in UTF-8, and Jackson refuses to write it; but JSON can spell it, and editors
 * that cut texts by UTF-16 units send it.
 */
public final class WholeTexts extends JsonGeneratorDelegate {
    private static final char REPLACEMENT = '\uFFFD';

    private WholeTexts(JsonGenerator to) {
        super(to, false);
    }

    /**
     * What could not be written as it is.
     *
     * @throws IOException when there is another reason for that
     */
    public static byte[] write(ObjectMapper mapper, Object value) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var generator = new WholeTexts(mapper.createGenerator(bytes))) {
            mapper.writeValue(generator, value);
        }
        return bytes.toByteArray();
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        super.writeFieldName(mended(name));
    }

    @Override
    public void writeString(String text) throws IOException {
        super.writeString(mended(text));
    }

    private static String mended(String text) {
        var whole = new StringBuilder(text.length());
        text.codePoints().map(point -> isHalf(point) ? REPLACEMENT : point).forEach(whole::appendCodePoint);
        return whole.toString();
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
