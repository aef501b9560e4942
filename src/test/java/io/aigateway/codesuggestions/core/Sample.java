package io.aigateway.codesuggestions.core;

import io.aigateway.codesuggestions.core.CompletionCleaner.Draft;
import io.aigateway.codesuggestions.core.syntax.Syntax;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A file with a completion in it, written as one text: the completion stands between two {@code ▮} (or from the only one to the
 * end), and {@code ✂} stands where it is expected to be cut. Without scissors it is expected to stay as it is.
 *
 * @param what what the sample is about
 */
record Sample(String what, String language, String file) {
    private static final Map<String, String> LINE_COMMENTS =
            Map.of("python", "#", "ruby", "#", "bash", "#", "lua", "--", "elixir", "#");

    private String part(int index) {
        String[] parts = file.split("▮", -1);
        return index < parts.length ? parts[index] : "";
    }

    String above() {
        return part(0);
    }

    String completion() {
        return part(1).replace("✂", "");
    }

    String expected() {
        String text = part(1);
        int cut = text.indexOf('✂');
        return cut < 0 ? text : text.substring(0, cut);
    }

    String below() {
        return part(2);
    }

    Draft draft() {
        return new Draft(RawCompletion.of(completion()), new CodeAround(language, above(), below()), syntax());
    }

    Syntax syntax() {
        return Objects.requireNonNull(Syntax.of(language), language);
    }

    /** The same sample, with Windows line ends, and below a comment full of brackets, quotes and foreign letters. */
    Stream<Sample> variants() {
        String comment = LINE_COMMENTS.getOrDefault(language, "//") + " 日本語 😀 ({[ \" ' ` don't })\n";
        return Stream.of(
                this,
                new Sample(what + ", CRLF", language, file.replace("\n", "\r\n")),
                new Sample(what + ", below a comment", language, comment + file));
    }

    @Override
    public String toString() {
        return language + ": " + what;
    }
}
