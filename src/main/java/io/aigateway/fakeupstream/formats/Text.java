package io.aigateway.fakeupstream.formats;

import java.util.List;

/**
 * Made-up text, the same each time, token by token. Every tenth token is its own number, so that a reader sees what is missing.
 *
 * @param opening what stands before the first token, as part of it
 * @param tokens  how many there are
 */
public record Text(String opening, int tokens) {
    private static final List<String> WORDS = List.of(
            ("This answer was made up by a server that stands in for a model and says the same words each time so that a"
                            + " test can tell what is missing")
                    .split(" ", -1));
    private static final int NUMBERED = 10;
    private static final int LINE = 20;

    /** The text for somebody who may expect the steps of an agent; such a one gets the last step. */
    static Text of(boolean inSteps, int tokens) {
        return new Text(inSteps ? "Thought: I know the answer.\nFinal Answer: " : "", tokens);
    }

    /** One token, counted from 0; there is no last one. */
    public String token(int index) {
        int number = index + 1;
        String word = number % NUMBERED == 0 ? String.valueOf(number) : WORDS.get(index % WORDS.size());
        String before = index == 0 ? opening : index % LINE == 0 ? "" : " ";
        return before + word + (number % LINE == 0 ? "\n" : "");
    }

    /** The whole text. */
    public String whole() {
        var whole = new StringBuilder();
        for (int i = 0; i < tokens; i++) {
            whole.append(token(i));
        }
        return whole.toString();
    }
}
