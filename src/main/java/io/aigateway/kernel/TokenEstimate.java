package io.aigateway.kernel;

/** About how many tokens a text is, where no provider has counted them. */
public final class TokenEstimate {
    /** Characters of code and prose in Latin script that make up a token, about. Any other character is about one. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    private static final int LAST_LATIN = 0x24F;

    private TokenEstimate() {}

    /** At least one, unless there is no text. */
    public static long of(String text) {
        long others = 0;
        for (int i = 0; i < text.length(); i++) {
            others += text.charAt(i) > LAST_LATIN ? 1 : 0;
        }
        return others + (text.length() - others + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }
}
