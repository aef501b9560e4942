package io.aigateway.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Counts the tokens of a text and cuts texts to a number of tokens. Time grows linearly with the length, whatever the text; about
 * a quarter of a second for a million characters of code, so large texts do not belong on an event loop. Safe for use by many
 * threads. Names of special tokens ({@code <|endoftext|>}) count as the ordinary text they are.
 *
 * <p>The text is tokenised in pieces. Counts are exact wherever a blank is found every thousand characters, otherwise too high
 * by at most one token per piece. Half a surrogate pair counts as a replacement character; what is kept is never changed.
 */
public final class Tokenizer {
    /** No character of Java's UTF-16 needs more bytes of UTF-8 than this, and no token is shorter than a byte. */
    private static final long MAX_TOKENS_PER_CHARACTER = 3;

    private static final int REPLACEMENT = 0xFFFD;

    private static final Tokenizer CL100K = new Tokenizer(() -> Cl100k.LOADED);

    private final Supplier<Encoding> encoding;

    private Tokenizer(Supplier<Encoding> encoding) {
        this.encoding = encoding;
    }

    /**
     * OpenAI's {@code cl100k_base}. It is loaded by the first text that has to be counted, which takes about 0.2 seconds; see {@link
     * #loadAhead}. A text that is short enough whatever its tokens are needs no counting.
     */
    public static Tokenizer cl100k() {
        return CL100K;
    }

    /** Loads {@link #cl100k()} on a thread of {@code executor}, so that nobody waits for it later. */
    public static CompletionStage<Tokenizer> loadAhead(Executor executor) {
        return CompletableFuture.supplyAsync(CL100K.encoding, executor).thenApply(loaded -> CL100K);
    }

    /** How many tokens the text has. */
    public int count(String text) {
        int tokens = 0;
        int start = 0;
        while (start < text.length()) {
            int end = Seams.endOfPiece(text, start);
            tokens += count(text, start, end);
            start = end;
        }
        return tokens;
    }

    /**
     * The longest start of the text, within a few characters, that has at most {@code maxTokens} tokens. Reads no further than
     * that.
     */
    public String keepStart(String text, int maxTokens) {
        if (surelyFits(text, maxTokens)) {
            return text;
        }
        int left = Math.max(0, maxTokens);
        int start = 0;
        while (start < text.length()) {
            int end = Seams.endOfPiece(text, start);
            int tokens = count(text, start, end);
            if (tokens > left) {
                return text.substring(0, lastEnd(text, start, end, left));
            }
            left -= tokens;
            start = end;
        }
        return text;
    }

    /**
     * The longest end of the text, within a few characters, that has at most {@code maxTokens} tokens. Walks from the end and
     * reads no further than that.
     */
    public String keepEnd(String text, int maxTokens) {
        if (surelyFits(text, maxTokens)) {
            return text;
        }
        int left = Math.max(0, maxTokens);
        int end = text.length();
        boolean exact = true;
        while (end > 0) {
            int start = Seams.startOfPiece(text, end);
            int tokens = count(text, start, end);
            if (tokens > left) {
                end = firstStart(text, start, end, left);
                break;
            }
            left -= tokens;
            end = start;
            exact &= start == 0 || Seams.isExact(text, start);
        }
        return exact ? text.substring(end) : settle(text, end, maxTokens);
    }

    private static boolean surelyFits(String text, int maxTokens) {
        return MAX_TOKENS_PER_CHARACTER * text.length() <= maxTokens;
    }

    private int lastEnd(String text, int start, int end, int maxTokens) {
        int fits = start;
        int tooFar = end;
        while (tooFar - fits > 1) {
            int middle = Seams.atCodePoint(text, (fits + tooFar) >>> 1);
            if (middle == fits) {
                break;
            }
            if (count(text, start, middle) <= maxTokens) {
                fits = middle;
            } else {
                tooFar = middle;
            }
        }
        return fits;
    }

    private int firstStart(String text, int start, int end, int maxTokens) {
        int fits = end;
        int tooFar = start;
        while (fits - tooFar > 1) {
            int middle = Seams.atCodePoint(text, (fits + tooFar) >>> 1);
            if (middle == tooFar) {
                break;
            }
            if (count(text, middle, end) <= maxTokens) {
                fits = middle;
            } else {
                tooFar = middle;
            }
        }
        return fits;
    }

    /** Pieces cut anywhere differ when they are counted from the other end: shortens what is kept until both agree. */
    private String settle(String text, int start, int maxTokens) {
        int from = start;
        int dropped = 0;
        while (true) {
            String kept = text.substring(from);
            int over = count(kept) - maxTokens;
            if (over <= 0) {
                return kept;
            }
            dropped = Math.max(over, 2 * dropped);
            int next = Math.min(text.length(), from + dropped);
            from = next < text.length() && Seams.atCodePoint(text, next) < next ? next + 1 : next;
        }
    }

    private int count(String text, int start, int end) {
        return end > start ? encoding.get().countTokensOrdinary(whole(text.substring(start, end))) : 0;
    }

    /** Half a surrogate pair has no UTF-8 form, and the library refuses it. */
    private static String whole(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            if (Character.isSurrogate(piece.charAt(i))) {
                return piece.codePoints()
                        .map(c -> isHalf(c) ? REPLACEMENT : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        return piece;
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** Loaded when it is first asked for. */
    private static final class Cl100k {
        // The lazy registry: the other one would load four vocabularies.
        static final Encoding LOADED = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
    }
}
