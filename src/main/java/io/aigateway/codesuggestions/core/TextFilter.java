package io.aigateway.codesuggestions.core;

/**
 * Changes a text that arrives in pieces. However it is cut, the output of all calls together is the same. Holds back no more than
 * it needs. For one stream and one thread.
 */
public interface TextFilter {

    /** Takes the next piece, and gives what can be given out now; may be empty. */
    String feed(String piece);

    /** Gives what was held back: at the end, and also when the stream breaks off. */
    String finish();

    /** Changes a whole text with a fresh filter. */
    static String applyTo(String text, TextFilter fresh) {
        return fresh.feed(text) + fresh.finish();
    }
}
